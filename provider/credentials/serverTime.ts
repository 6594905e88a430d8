/** More than this between a signature's time and the server's is no delay of the network. A server accepts 15 minutes. */
const tolerableMs = 60_000;

/** How far this machine's clock is ahead of an answer's `date`, in milliseconds; null if that does not matter, or is not known. */
export function clockOff(date: string | null, nowMs: number): number | null {
  const offMs = nowMs - Date.parse(date ?? "");
  return Math.abs(offMs) > tolerableMs ? offMs : null;
}

/** The two clocks of this machine. */
export interface MachineTime {
  /** Unix milliseconds: may be wrong, and may jump. */
  now(): number;
  /** Milliseconds from an arbitrary start; never jumps. */
  steady(): number;
}

/** When something was signed: `iso` is what the signature says, `steadyMs` by the clock that only runs. */
export type Stamp = ReturnType<ServerTime["stamp"]>;

/** The time that signatures need is the server's. It is this machine's, until an answer shows that they differ by more than a minute. */
export class ServerTime {
  #offsetMs = 0;
  #drift: number | null = null;

  constructor(readonly machine: MachineTime) {}

  /** The time to sign with now. */
  stamp() {
    const unixMs = this.machine.now() + this.#offsetMs;
    return { iso: new Date(unixMs).toISOString(), unixMs, steadyMs: this.machine.steady() };
  }

  /** Takes the `date` of an answer; true if it shows that the stamp was wrong. */
  learn(date: string | null, { unixMs, steadyMs }: Stamp): boolean {
    const passedMs = this.machine.steady() - steadyMs;
    const at = Date.parse(date ?? "");
    // It may have been answered at any time since.
    const offMs = at - Math.min(Math.max(at, unixMs), unixMs + passedMs);
    if (Number.isNaN(at) || Math.abs(offMs) <= tolerableMs) return false;
    // Another answer may have told the same meanwhile, so this is no change of the offset.
    this.#offsetMs = unixMs + offMs - (this.machine.now() - passedMs);
    return true;
  }

  /**
   * True once after this machine's clock was set, as after a virtual machine's sleep. What was known of the server's time may be wrong
   * then: usually the clock was corrected.
   */
  hasJumped(): boolean {
    const drift = this.machine.now() - this.machine.steady();
    const before = this.#drift ?? drift;
    this.#drift = drift;
    if (Math.abs(drift - before) <= tolerableMs) return false;
    this.#offsetMs = 0;
    return true;
  }
}
