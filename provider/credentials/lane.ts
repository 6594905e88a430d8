/** Lets callers in one after the other, in the order they came. */
export class Lane {
  #tail: Promise<void> = Promise.resolve();

  /** Resolves when it is the caller's turn, with what ends the turn; calling that twice does no harm. */
  async enter(): Promise<() => void> {
    const before = this.#tail;
    let leave = () => {};
    this.#tail = new Promise((resolve) => {
      leave = resolve;
    });
    await before;
    return leave;
  }
}
