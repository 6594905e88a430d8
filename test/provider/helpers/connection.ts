import type { ApiConnection } from "../../../provider/credentials/connections";
import type { Reply, Send } from "../../../provider/http/transport";

/** A connection whose requests `send` answers, for tests in virtual time, where no real server can be. */
export const connectionTo = (send: Send, endpoint = "https://apig.example"): ApiConnection => ({
  endpoint,
  projectId: "project-1",
  send(request) {
    request.onSent?.();
    return send(request);
  },
  redact: (text) => text,
});

export const reply = (status: number, body: object, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: new Headers(headers),
  text: JSON.stringify(body),
});
