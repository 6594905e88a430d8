// The access keys that exist, permanent and temporary.
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

  add(key: AccessKey): AccessKey {
    this.#byAccess.set(key.access, key);
    return key;
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
