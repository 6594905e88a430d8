import { type Clock, withDeadline, withSignal } from "../clock";
import type { PollResult } from "../core/decide";
import { givenUp } from "../credentials/gate";

/** Sends a request; calls `onSent` when that leaves. */
export type SendPoll = (around: { readonly signal: AbortSignal; readonly onSent: () => void }) => Promise<PollResult>;

interface UnderWay {
  readonly result: Promise<PollResult>;
  readonly sent: Promise<void>;
  readonly stop: AbortController;
  users: number;
}

/** Waits for the same gateway share their polls: the result of one poll wakes all of them. */
export class SharedPoll {
  #underWay: UnderWay | undefined;
  readonly #listeners = new Set<(seen: PollResult) => void>();

  constructor(private readonly clock: Clock) {}

  /** Sends a request, or joins the one that is under way. Who gives up leaves it to the others; the last one ends it. */
  async poll(send: SendPoll, signal: AbortSignal, onSent: () => void): Promise<PollResult> {
    this.#underWay ??= this.#begin(send);
    const one = this.#underWay;
    one.users++;
    one.sent.then(onSent);
    let left = false;
    const leave = () => {
      if (!left) one.users--;
      left = true;
      if (one.users === 0) this.#end(one, signal.reason);
    };
    return withDeadline({ outer: signal, error: givenUp }, (cut) => {
      cut.addEventListener("abort", leave, { once: true });
      return one.result;
    }).finally(leave);
  }

  #begin(send: SendPoll): UnderWay {
    const stop = new AbortController();
    let onSent = () => {};
    const sent = new Promise<void>((resolve) => {
      onSent = resolve;
    });
    const result = send({ signal: stop.signal, onSent }).then((seen) => {
      if (!stop.signal.aborted) for (const tell of this.#listeners) tell(seen);
      return seen;
    });
    return { result, sent, stop, users: 0 };
  }

  #end(one: UnderWay, reason: unknown): void {
    one.stop.abort(reason);
    if (this.#underWay === one) this.#underWay = undefined;
  }

  /** Sleeps. If another wait gets a poll result during that time, returns it at once. */
  pause(ms: number, signal?: AbortSignal): Promise<PollResult | undefined> {
    return this.unlessSeen((own) => this.clock.sleep(ms, own), signal);
  }

  /** Does something that ends when its signal aborts; gives what another wait saw meanwhile, as soon as it saw it. */
  unlessSeen(act: (signal: AbortSignal) => Promise<void>, signal?: AbortSignal): Promise<PollResult | undefined> {
    return withSignal(signal, async (own) => {
      let heard: PollResult | undefined;
      const listener = (seen: PollResult) => {
        heard = seen;
        own.abort();
      };
      this.#listeners.add(listener);
      try {
        await act(own.signal);
      } finally {
        this.#listeners.delete(listener);
      }
      return heard;
    });
  }
}

/** The shared polls of this process. */
export class SharedPolls {
  readonly #open = new Map<string, { readonly poll: SharedPoll; users: number }>();

  constructor(private readonly clock: Clock) {}

  /** Runs a wait with the shared poll of this key, which exists as long as a wait uses it. */
  async use<T>(key: string, run: (poll: SharedPoll) => Promise<T>): Promise<T> {
    const entry = this.#open.get(key) ?? { poll: new SharedPoll(this.clock), users: 0 };
    this.#open.set(key, entry);
    entry.users++;
    try {
      return await run(entry.poll);
    } finally {
      if (--entry.users === 0) this.#open.delete(key);
    }
  }
}
