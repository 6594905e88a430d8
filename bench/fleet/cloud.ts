import type { Reply, Send } from "../../provider/http/transport";
import { progressAt, type Timeline } from "../timeline";
import type { EventClock } from "./eventClock";
import type { Call } from "./load";

/** What the limit counts: the calls of one second of the clock, or those of the last second. */
export type Window = "second of the clock" | "last second";

export interface CloudOptions {
  readonly callsPerSecond: number;
  readonly window?: Window;
  readonly answerMs?: number;
  /** The numbers, from 1, of calls that are refused whatever the limit says. */
  readonly refused?: readonly number[];
  /** What a refusal asks for. */
  readonly retryAfter?: string;
}

/** Any fixed moment will do for the server's clock. */
const startMs = Date.UTC(2026, 0, 1);

/** A cloud that takes so many calls a second from everybody together. */
export class FleetCloud {
  readonly calls: Call[] = [];
  readonly #taken: number[] = [];
  readonly #begun = new Map<string, number>();

  constructor(
    private readonly clock: EventClock,
    private readonly timelineOf: (gateway: string) => Timeline,
    private readonly options: CloudOptions,
  ) {}

  readonly send: Send = async ({ url, onSent }) => {
    const { answerMs = 50, retryAfter } = this.options;
    onSent?.();
    await this.clock.sleep(answerMs / 2);
    const atMs = this.clock.now();
    const isRefused = this.options.refused?.includes(this.calls.length + 1) ?? false;
    const isThrottled = isRefused || !this.#takes(atMs);
    this.calls.push({ atMs, isThrottled });
    const reply = isThrottled
      ? answer(429, atMs, { error_code: "APIGW.0308", error_msg: "over ratelimit" }, retryAfter)
      : answer(200, atMs, this.#progress(url.split("/").at(-2) ?? "", atMs));
    await this.clock.sleep(answerMs / 2);
    return reply;
  };

  /** When a gateway gets ready; it begins with the first call that is taken. */
  endMs(gateway: string): number {
    return (this.#begun.get(gateway) ?? 0) + 1000 * this.timelineOf(gateway).end;
  }

  #takes(atMs: number): boolean {
    const { callsPerSecond, window = "second of the clock" } = this.options;
    const from = window === "last second" ? atMs - 999.999 : Math.floor(atMs / 1000) * 1000;
    while ((this.#taken[0] ?? Infinity) < from) this.#taken.shift();
    if (this.#taken.length >= callsPerSecond) return false;
    this.#taken.push(atMs);
    return true;
  }

  #progress(gateway: string, atMs: number): object {
    const begun = this.#begun.get(gateway) ?? atMs;
    this.#begun.set(gateway, begun);
    const timeline = this.timelineOf(gateway);
    const seconds = (atMs - begun) / 1000;
    const isCreating = seconds < timeline.end;
    return {
      status: isCreating ? "creating" : timeline.status,
      progress: isCreating ? (progressAt(timeline, seconds) ?? 0) : 100,
      start_time: startMs + begun,
    };
  }
}

function answer(status: number, atMs: number, body: object, retryAfter?: string): Reply {
  const headers = new Headers({ date: new Date(startMs + atMs).toUTCString() });
  if (retryAfter !== undefined) headers.set("retry-after", retryAfter);
  return { status, headers, text: JSON.stringify(body) };
}
