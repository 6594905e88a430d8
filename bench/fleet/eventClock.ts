import type { Clock } from "../../provider/clock";

interface Sleeper {
  readonly atMs: number;
  /** Who came first is woken first. */
  readonly order: number;
  readonly wake: () => void;
  awake: boolean;
}

/** A clock for many sleepers: time jumps to the next of them once nobody has anything else to do. */
export class EventClock implements Clock {
  #nowMs = 0;
  #order = 0;
  readonly #heap: Sleeper[] = [];

  now = () => this.#nowMs;

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted || ms <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        if (sleeper.awake) return;
        sleeper.awake = true;
        signal?.removeEventListener("abort", wake);
        resolve();
      };
      const sleeper: Sleeper = { atMs: this.#nowMs + ms, order: this.#order++, wake, awake: false };
      signal?.addEventListener("abort", wake, { once: true });
      if (ms < Number.POSITIVE_INFINITY) this.#push(sleeper);
    });
  }

  /** Until nobody sleeps any more. */
  async run(): Promise<void> {
    for (;;) {
      await new Promise(setImmediate);
      let next = this.#pop();
      while (next?.awake) next = this.#pop();
      if (next === undefined) return;
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.wake();
    }
  }

  #push(sleeper: Sleeper): void {
    const heap = this.#heap;
    let at = heap.push(sleeper) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(sleeper, heap[parent] as Sleeper)) break;
      heap[at] = heap[parent] as Sleeper;
      at = parent;
    }
    heap[at] = sleeper;
  }

  #pop(): Sleeper | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Sleeper, heap[child] as Sleeper)) child++;
      if (!isBefore(heap[child] as Sleeper, last)) break;
      heap[at] = heap[child] as Sleeper;
      at = child;
    }
    heap[at] = last;
    return top;
  }
}

const isBefore = (a: Sleeper, b: Sleeper) => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
