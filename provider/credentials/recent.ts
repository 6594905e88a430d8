import { getOrCreate } from "../core/getOrCreate";

/** A stack of many gateways asks for all of them within seconds; files and variables may change later. */
const recentMs = 1_000;

/** Keeps what was made for a second. */
export class Recent<T> {
  #made = new Map<string, T>();
  #sinceMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly now: () => number) {}

  get(key: string, make: () => T): T {
    const ageMs = this.now() - this.#sinceMs;
    // A negative age is a clock that was set back.
    if (ageMs < 0 || ageMs >= recentMs) {
      this.#made = new Map();
      this.#sinceMs = this.now();
    }
    return getOrCreate(this.#made, key, make);
  }
}
