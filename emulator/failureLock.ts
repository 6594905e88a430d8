// Repeated failures lock an account or a key for some time, as both clouds do; then even the right secret is refused.
export class FailureLock {
  readonly #failures = new Map<string, { count: number; lastAt: number }>();

  constructor(
    private readonly now: () => number,
    private readonly limit: number,
    private readonly lockedForMs: number,
  ) {}

  isLocked(name: string): boolean {
    const { count, lastAt } = this.#failures.get(name) ?? { count: 0, lastAt: 0 };
    if (count < this.limit) return false;
    if (this.now() < lastAt + this.lockedForMs) return true;
    this.#failures.delete(name);
    return false;
  }

  /** Only consecutive failures count: one success clears them. */
  note(name: string, succeeded: boolean): void {
    if (succeeded) this.#failures.delete(name);
    else this.#failures.set(name, { count: (this.#failures.get(name)?.count ?? 0) + 1, lastAt: this.now() });
  }
}
