// The front gateway takes so many calls a second from everybody together.
import { failure, type Reply } from "./reply";

export class CallLimit {
  #second = 0;
  #calls = 0;

  constructor(
    private readonly now: () => number,
    private readonly callsPerSecond = Number.POSITIVE_INFINITY,
  ) {}

  /** Counts a call; the answer to one too many, else undefined. */
  refusal(): Reply | undefined {
    const second = Math.floor(this.now() / 1000);
    if (second !== this.#second) [this.#second, this.#calls] = [second, 0];
    if (++this.#calls <= this.callsPerSecond) return undefined;
    const policy = `policy user over ratelimit,limit:${this.callsPerSecond},time:1 second`;
    return failure(429, "APIGW.0308", `The throttling threshold has been reached: ${policy}`);
  }
}
