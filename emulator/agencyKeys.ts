// The temporary access key of a server with an agency: replaced some minutes before its end, when both keys work.
import { randomBytes } from "node:crypto";
import type { AccessKey, AccessKeys } from "./accessKeys";
import type { User } from "./account";

export class AgencyKeys {
  #current?: Required<AccessKey>;

  constructor(
    private readonly keys: AccessKeys,
    private readonly agency: User,
    private readonly now: () => number,
    private readonly lifetimeSeconds: number,
  ) {}

  current(): Required<AccessKey> {
    const lifetimeMs = this.lifetimeSeconds * 1000;
    // In reality 10 minutes before the end of an hour; the same share of any other lifetime.
    if (this.#current === undefined || this.now() >= this.#current.expiresAt - lifetimeMs / 6) {
      this.#current = {
        access: `AGENCY${randomBytes(7).toString("hex").toUpperCase()}`,
        secret: randomBytes(20).toString("hex"),
        securityToken: randomBytes(90).toString("base64url"),
        user: this.agency,
        expiresAt: this.now() + lifetimeMs,
      };
      this.keys.add(this.#current);
    }
    return this.#current;
  }
}
