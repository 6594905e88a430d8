// The metadata service that a cloud server asks for the temporary access key of its agency.
import { ok, type Reply } from "../reply";
import type { Exchange, Route } from "../router";
import { temporaryKeyBody } from "./keystone";

function startSession({ request, cloud: { metadata } }: Exchange): Reply {
  if (metadata.mode === "v1") return { status: 405, body: "Method Not Allowed" };
  const seconds = Number(request.headers["x-metadata-token-ttl-seconds"]);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 21600) return { status: 400, body: "Bad Request" };
  return { status: 200, body: metadata.startSession(seconds) };
}

function securityKey({ request, cloud: { metadata } }: Exchange): Reply {
  if (metadata.mode === "no-agency") return { status: 401, body: "Please configure Cloud Service Agency first" };
  if (metadata.mode === "v2" && !metadata.isSession(request.headers["x-metadata-token"])) {
    return { status: 401, body: "Unauthorized" };
  }
  return ok(temporaryKeyBody(metadata.currentKey()));
}

export const metadataRoutes: readonly Route[] = [
  ["PUT", "/meta-data/latest/api/token", startSession],
  ["GET", "/openstack/latest/securitykey", securityKey],
];
