import type { Redact } from "../core/foreignText";
import { problemOf } from "../core/problem";
import { givenUp } from "../core/text/network";
import type { RateLimiter } from "./rateLimiter";
import type { Send } from "./transport";

/** Keeps the API's pace: a request waits for its turn, and what its answer says of the pace counts for all. */
export function paced(send: Send, limiter: RateLimiter, redact: Redact): Send {
  return async (request) => {
    const { url, turn, signal } = request;
    await limiter.acquire(url, turn, signal);
    if (signal?.aborted) throw givenUp(signal, request);
    const reply = await send(request);
    if (reply.status === 200) limiter.onAnswered(url);
    else limiter.onThrottled(url, problemOf(reply, redact, { source: "api", host: new URL(url).host }));
    return reply;
  };
}
