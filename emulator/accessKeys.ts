// The access keys that exist, permanent and temporary.
import { randomBytes } from "node:crypto";
import type { User } from "./account";

export interface AccessKey {
  readonly access: string;
  readonly secret: string;
  readonly user: User;
  /** Temporary keys alone have a security token and an end. */
  readonly securityToken?: string;
  readonly expiresAt?: number;
}

export class AccessKeys {
  readonly #byAccess = new Map<string, AccessKey>();

  add(key: AccessKey): void {
    this.#byAccess.set(key.access, key);
  }

  /** A new key of `user`. `expiresAt`: Unix milliseconds. */
  issueTemporary(user: User, expiresAt: number): Required<AccessKey> {
    const key = {
      access: `AGENCY${randomBytes(7).toString("hex").toUpperCase()}`,
      secret: randomBytes(20).toString("hex"),
      securityToken: randomBytes(90).toString("base64url"),
      user,
      expiresAt,
    };
    this.add(key);
    return key;
  }

  setSecret(access: string, secret: string): void {
    const key = this.find(access);
    if (key !== undefined) this.add({ ...key, secret });
  }

  find(access: string): AccessKey | undefined {
    return this.#byAccess.get(access);
  }

  secrets(): readonly string[] {
    return [...this.#byAccess.values()].flatMap(({ secret, securityToken }) =>
      securityToken === undefined ? [secret] : [secret, securityToken],
    );
  }
}
