// Who asks, and for which project.
import { demo } from "./demo";
import { badToken, type Reply } from "./reply";
import type { ApiRequest } from "./request";

export interface Caller {
  readonly user: string;
  readonly projectId: string;
  readonly mayCall: boolean;
}

export class Identity {
  readonly #tokens = new Map<string, Caller>([
    [demo.token, { user: "demo", projectId: demo.projectId, mayCall: true }],
    [demo.otherToken, { user: "demo", projectId: demo.otherProjectId, mayCall: true }],
    [demo.powerlessToken, { user: "powerless", projectId: demo.projectId, mayCall: false }],
  ]);

  authenticate(request: ApiRequest): Caller | Reply {
    return this.#tokens.get(request.headers["x-auth-token"] ?? "") ?? badToken;
  }

  /** Every value that must not appear in a record. */
  secrets(): readonly string[] {
    return [...this.#tokens.keys()];
  }
}
