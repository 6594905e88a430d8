import type { ApiConnection } from "../../../provider/credentials/access";
import type { CredentialDeps } from "../../../provider/credentials/cache";
import { createTransport, type Reply } from "../../../provider/http/transport";

/** The outside of one test. */
export function worldOf(parts: Partial<CredentialDeps> = {}): CredentialDeps {
  return { now: Date.now, warn: () => {}, transport: createTransport, ...parts };
}

export const progressPath = (projectId: string, instanceId = "gw") =>
  `/v2/${projectId}/apigw/instances/${instanceId}/progress`;

/** One look, as the client sends it. */
export function look(access: ApiConnection, instanceId = "gw"): Promise<Reply> {
  const url = `${access.endpoint}${progressPath(access.projectId, instanceId)}`;
  return access.send({ method: "GET", url, headers: { "x-project-id": access.projectId }, timeoutMs: 5_000 });
}
