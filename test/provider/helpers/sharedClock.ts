import type { Clock } from "../../../provider/clock";

/** A clock for many sleepers: time jumps to the next of them once nobody has anything else to do. */
export class SharedClock implements Clock {
  private time = 0;
  private sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  now = () => this.time;

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted || ms <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper = { at: this.time + ms, wake: resolve };
      this.sleepers.push(sleeper);
      const stop = () => {
        this.sleepers = this.sleepers.filter((each) => each !== sleeper);
        resolve();
      };
      signal?.addEventListener("abort", stop, { once: true });
    });
  }

  async runUntilIdle(): Promise<void> {
    for (;;) {
      await new Promise(setImmediate);
      this.sleepers.sort((a, b) => a.at - b.at);
      const next = this.sleepers.shift();
      if (next === undefined) return;
      this.time = Math.max(this.time, next.at);
      next.wake();
    }
  }
}
