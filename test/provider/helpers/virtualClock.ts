import type { Clock } from "../../../provider/clock";

/** A clock that advances by itself: a sleep ends at once and moves it, so a test of an hour takes no time. */
export class VirtualClock implements Clock {
  /** Every sleep that was asked for, milliseconds. */
  readonly sleeps: number[] = [];
  private time: number;
  private readonly due: { at: number; happen: () => void }[] = [];

  constructor(start = 5_000_000) {
    this.time = start;
  }

  now(): number {
    return this.time;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.sleeps.push(ms);
    this.pass(ms, signal);
  }

  /** Moves the time, with what is due on the way; an abort stops it there. */
  pass(ms: number, signal?: AbortSignal): void {
    const end = this.time + ms;
    this.due.sort((a, b) => a.at - b.at);
    while (this.due[0] !== undefined && this.due[0].at <= end && !signal?.aborted) {
      const next = this.due.shift();
      this.time = Math.max(this.time, next?.at ?? 0);
      next?.happen();
    }
    if (!signal?.aborted) this.time = end;
  }

  /** Lets something happen `ms` milliseconds from now. */
  after(ms: number, happen: () => void): void {
    this.due.push({ at: this.time + ms, happen });
  }
}
