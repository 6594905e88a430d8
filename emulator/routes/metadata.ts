// The metadata service that a cloud server asks for the temporary access key of its agency.
import { newId } from "../gateways";
import { ok, type Reply } from "../reply";
import type { Exchange, Route } from "../router";

/** v2 wants a session token, v1 has none, and without an agency there is no key to hand out. */
export const metadataModes = ["v2", "v1", "no-agency"] as const;
export type MetadataMode = (typeof metadataModes)[number];

function startSession({ request, world }: Exchange): Reply {
  if (world.metadata.mode === "v1") return { status: 405, body: "Method Not Allowed" };
  const seconds = Number(request.headers["x-metadata-token-ttl-seconds"]);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 21600) return { status: 400, body: "Bad Request" };
  const token = newId();
  world.metadata.sessions.set(token, world.now() + seconds * 1000);
  return { status: 200, body: token };
}

function securityKey({ request, world }: Exchange): Reply {
  const { mode, sessions, agencyKeys } = world.metadata;
  if (mode === "no-agency") return { status: 401, body: "Please configure Cloud Service Agency first" };
  const sessionEnd = sessions.get(request.headers["x-metadata-token"] ?? "") ?? 0;
  if (mode === "v2" && sessionEnd <= world.now()) return { status: 401, body: "Unauthorized" };
  const { access, secret, securityToken, expiresAt } = agencyKeys.current();
  const expires_at = new Date(expiresAt).toISOString().replace("Z", "000Z");
  return ok({ credential: { access, secret, securitytoken: securityToken, expires_at } });
}

export const metadataRoutes: readonly Route[] = [
  ["PUT", "/meta-data/latest/api/token", startSession],
  ["GET", "/openstack/latest/securitykey", securityKey],
];
