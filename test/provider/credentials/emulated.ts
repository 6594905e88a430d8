import { getOrCreate } from "../../../provider/core/getOrCreate";
import {
  type ApiConnection,
  type ConnectionDeps,
  Connections,
  type Wanted,
} from "../../../provider/credentials/connections";
import type { SettingsSource } from "../../../provider/credentials/settings/profile";
import { Settings } from "../../../provider/credentials/settings/settings";
import { createTransport, type Reply } from "../../../provider/http/transport";

/** The outside of one test. Its two clocks agree, unless it says something else. */
export function worldOf(parts: Partial<ConnectionDeps> = {}): ConnectionDeps {
  const now = parts.now ?? Date.now;
  return { now, steady: now, warn: () => {}, transport: createTransport, ...parts };
}

const known = new Map<SettingsSource, Connections>();

/** The connection of a process that has these settings; the same settings are in the same process. */
export async function openConnection(
  wanted: Wanted,
  source: SettingsSource,
  deps: ConnectionDeps = worldOf(),
): Promise<ApiConnection> {
  return getOrCreate(known, source, () => new Connections(deps))
    .get(wanted, new Settings(source))
    .open();
}

export const progressPath = (projectId: string, instanceId = "gw") =>
  `/v2/${projectId}/apigw/instances/${instanceId}/progress`;

/** One poll, as the client sends it. */
export function poll(access: ApiConnection, instanceId = "gw"): Promise<Reply> {
  const url = `${access.endpoint}${progressPath(access.projectId, instanceId)}`;
  return access.send({ method: "GET", url, headers: { "x-project-id": access.projectId }, timeoutMs: 5_000 });
}
