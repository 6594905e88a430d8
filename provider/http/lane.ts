import { withSignal } from "../clock";

/** Lets callers in one after the other, in the order in which they came. */
export class Lane {
  readonly #waiting = new Set<() => void>();
  #taken = false;

  /**
   * Resolves when it is the caller's turn, with what ends the turn (to call that twice does no harm). Null when `signal`
   * aborts before: then the place in the lane is free.
   */
  async enter(signal?: AbortSignal): Promise<(() => void) | null> {
    if (signal?.aborted || (this.#taken && !(await this.#turn(signal)))) return null;
    this.#taken = true;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const [next] = this.#waiting;
      if (next) next();
      else this.#taken = false;
    };
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
