import { performance } from "node:perf_hooks";
import type { Credential, MaterialSource } from "../../../provider/credentials/credential";
import type { Scope } from "../../../provider/credentials/remote/iam";
import { ServerTime } from "../../../provider/credentials/serverTime";
import { Session } from "../../../provider/credentials/session";
import type { Send } from "../../../provider/http/transport";

/** A session whose requests `send` answers, by this process's clocks. */
export function sessionOf(
  kind: Credential["kind"],
  send: Send,
  source: MaterialSource,
  sourceFor: (scope: Scope) => MaterialSource = () => source,
): Session {
  const machine = { now: () => Date.now(), steady: () => performance.now() };
  const time = new ServerTime(machine);
  return new Session({ kind, send, time, redact: String, source, sourceFor });
}
