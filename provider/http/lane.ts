import { withSignal } from "../clock";

/** Lets callers in, in the order in which they came, and no more at once than there is room for. */
export class Lane {
  readonly #waiting = new Set<() => void>();
  #inside = 0;

  /** `room` may change; a change counts from the next time that somebody leaves or comes. */
  constructor(private readonly room: () => number) {}

  /**
   * Resolves when it is the caller's turn, with what ends the turn (to call that twice does no harm). Null when `signal`
   * aborts before: then the place in the lane is free.
   */
  async enter(signal?: AbortSignal): Promise<(() => void) | null> {
    if (signal?.aborted) return null;
    if (this.#inside < this.room()) this.#inside += 1;
    else if (!(await this.#turn(signal))) return null;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#inside -= 1;
      this.#letIn();
    };
  }

  #letIn(): void {
    for (const come of this.#waiting) {
      if (this.#inside >= this.room()) return;
      this.#inside += 1;
      come();
    }
  }

  #turn(signal: AbortSignal | undefined): Promise<boolean> {
    return withSignal(signal, (own) => {
      return new Promise((resolve) => {
        const end = (isMyTurn: boolean) => () => {
          this.#waiting.delete(come);
          resolve(isMyTurn);
        };
        const come = end(true);
        this.#waiting.add(come);
        own.signal.addEventListener("abort", end(false), { once: true });
      });
    });
  }
}
