import type { ApiConnection } from "../../../provider/credentials/connections";
import { paced } from "../../../provider/http/paced";
import type { RateLimiter } from "../../../provider/http/rateLimiter";
import type { Reply, Send } from "../../../provider/http/transport";

/** A connection whose requests `answer` answers, for tests in virtual time, where no real server can be. */
export function connectionTo(answer: Send, limiter?: RateLimiter): ApiConnection {
  const redact = (text: string) => text;
  const send: Send = (request) => {
    request.onSent?.();
    return answer(request);
  };
  const api = { endpoint: "https://apig.example", projectId: "project-1", redact };
  return { ...api, send: limiter ? paced(send, limiter, redact) : send };
}

export const reply = (status: number, body: object, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: new Headers(headers),
  text: JSON.stringify(body),
});
