import { noServerKeys } from "../../core/text/credential";
import { ApigError } from "../../errors";
import type { Reply, Send } from "../../http/transport";
import type { Expiring } from "../credential";
import { temporaryKeys } from "./iam";

const timeoutMs = 3_000;
/** Answers of a service that knows no session tokens: version 1. */
const firstVersion = [404, 405, 503];

/**
 * Temporary keys of the server's agency. Source: "Security Key (OpenStack Metadata API)" of ECS; version 2 asks for a
 * session token first.
 */
export async function serverAgencyKeys(base: string, send: Send, nowMs: () => number): Promise<Expiring> {
  try {
    const session = await send({
      method: "PUT",
      url: `${base}/meta-data/latest/api/token`,
      headers: { "x-metadata-token-ttl-seconds": "21600" },
      timeoutMs,
    });
    if (session.status !== 200 && !firstVersion.includes(session.status))
      throw noServerKeys(base, `HTTP ${session.status}`);
    const headers: Record<string, string> = session.status === 200 ? { "x-metadata-token": session.text.trim() } : {};
    const reply = await send({ method: "GET", url: `${base}/openstack/latest/securitykey`, headers, timeoutMs });
    return read(base, reply, nowMs());
  } catch (error) {
    if (!(error instanceof ApigError) || error.code !== "APIG_UNREACHABLE") throw error;
    throw noServerKeys(base, error.message);
  }
}

function read(base: string, reply: Reply, nowMs: number): Expiring {
  if (/configure Cloud Service Agency/i.test(reply.text)) throw noServerKeys(base, "the server has no agency");
  if (reply.status !== 200) throw noServerKeys(base, `HTTP ${reply.status}`);
  return temporaryKeys(reply, nowMs, (what) => noServerKeys(base, what));
}
