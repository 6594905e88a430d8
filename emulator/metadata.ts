// The metadata service of a cloud server: its sessions, and the temporary access key of the server's agency.
import { randomBytes } from "node:crypto";
import type { AccessKey, AccessKeys } from "./accessKeys";
import type { User } from "./account";

/** v2 wants a session token, v1 has none, and without an agency there is no key. */
export const metadataModes = ["v2", "v1", "no-agency"] as const;
export type MetadataMode = (typeof metadataModes)[number];

const keyLifetimeMs = 3_600_000;
const replacedBeforeMs = 600_000;

export class Metadata {
  readonly #sessionEnds = new Map<string, number>();
  #key?: Required<AccessKey>;

  constructor(
    readonly mode: MetadataMode,
    private readonly keys: AccessKeys,
    private readonly agency: User,
    private readonly now: () => number,
  ) {}

  startSession(seconds: number): string {
    const token = randomBytes(16).toString("hex");
    this.#sessionEnds.set(token, this.now() + seconds * 1000);
    return token;
  }

  isSession(token: string | undefined): boolean {
    return (this.#sessionEnds.get(token ?? "") ?? 0) > this.now();
  }

  /** It is replaced 10 minutes before its end; in that time both keys work. */
  currentKey(): Required<AccessKey> {
    if (this.#key === undefined || this.now() >= this.#key.expiresAt - replacedBeforeMs) {
      this.#key = this.keys.issueTemporary(this.agency, this.now() + keyLifetimeMs);
    }
    return this.#key;
  }
}
