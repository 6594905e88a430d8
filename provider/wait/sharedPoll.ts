import type { Clock } from "../clock";
import type { PollResult } from "../core/decide";
import type { ApiConnection } from "../credentials/access";

/** Waits for the same gateway share one series of polls: what one of them sees wakes all the others. */
export class SharedPoll {
  /** How the gateway is reached, once that is found out. */
  access: ApiConnection | undefined;
  #underWay: Promise<PollResult> | undefined;
  readonly #listeners = new Set<(seen: PollResult) => void>();

  constructor(private readonly clock: Clock) {}

  /** Looks, or joins the poll that is under way. */
  poll(start: () => Promise<PollResult>): Promise<PollResult> {
    this.#underWay ??= start()
      .then((seen) => {
        for (const tell of this.#listeners) tell(seen);
        return seen;
      })
      .finally(() => {
        this.#underWay = undefined;
      });
    return this.#underWay;
  }

  /** Sleeps; gives what another wait saw meanwhile, as soon as it saw it. */
  async pause(ms: number, signal?: AbortSignal): Promise<PollResult | undefined> {
    const awake = new AbortController();
    const wake = () => awake.abort();
    let heard: PollResult | undefined;
    const listener = (seen: PollResult) => {
      heard = seen;
      wake();
    };
    this.#listeners.add(listener);
    signal?.addEventListener("abort", wake, { once: true });
    if (signal?.aborted) wake();
    await this.clock.sleep(ms, awake.signal);
    this.#listeners.delete(listener);
    signal?.removeEventListener("abort", wake);
    return heard;
  }
}

/** The series under way in this process. */
export class SharedPolls {
  readonly #open = new Map<string, { readonly series: SharedPoll; users: number }>();

  constructor(private readonly clock: Clock) {}

  /** Runs a wait on the series of this key, which lives as long as a wait uses it. */
  async use<T>(key: string, run: (series: SharedPoll) => Promise<T>): Promise<T> {
    const entry = this.#open.get(key) ?? { series: new SharedPoll(this.clock), users: 0 };
    this.#open.set(key, entry);
    entry.users++;
    try {
      return await run(entry.series);
    } finally {
      if (--entry.users === 0) this.#open.delete(key);
    }
  }
}
