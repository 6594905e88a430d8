// Who may send with a credential that nobody has accepted yet: one at a time, so that a wrong key costs one refusal.
import { onAbort, unlessAborted } from "../clock";
import { isSilence } from "../core/problem";
import { givenUp } from "../core/text/network";
import { ApigError } from "../errors";

interface Waiting {
  /** What the caller wants to reach. */
  readonly goal: string;
  /** `alone`: it is this one's turn; otherwise the gate was opened. */
  come(alone: boolean): void;
  fail(error: ApigError): void;
}

/**
 * While it is closed, one goes at a time, in the order in which they came; once it is open, all go. Whoever waits for one with
 * the same goal, which could not be reached, fails with it: a hundred in a row would each find out the same.
 */
export class Gate {
  /** How often it was closed. What began before the last time says nothing about the time after it. */
  closings = 0;
  #isOpen = false;
  #isBusy = false;
  readonly #waiting = new Set<Waiting>();

  /** `closings`: as they were when what opens it began. */
  open(closings: number): void {
    if (closings < this.closings) return;
    this.#isOpen = true;
    for (const { come } of [...this.#waiting]) come(false);
  }

  close(): void {
    this.closings += 1;
    this.#isOpen = false;
  }

  /** Throws APIG_UNREACHABLE when `signal` aborts before it is the caller's turn. */
  async pass<T>(goal: string, act: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const isAlone = !this.#isOpen && (!this.#isBusy || (await this.#turn(goal, signal)));
    if (isAlone) this.#isBusy = true;
    let failure: unknown;
    try {
      if (signal?.aborted) throw givenUp(signal);
      // What is under way may be shared, such as a login: it goes on when this caller gives up.
      return await unlessAborted(act(), signal, () => givenUp(signal));
    } catch (error) {
      if (!signal?.aborted) failure = error;
      throw error;
    } finally {
      if (isAlone) this.#leave(goal, failure);
    }
  }

  #leave(goal: string, failure: unknown): void {
    if (failure instanceof ApigError && isSilence(failure))
      for (const waiting of [...this.#waiting]) if (waiting.goal === goal) waiting.fail(failure);
    const [next] = this.#waiting;
    // It is busy with the next from now on, so that nobody overtakes.
    this.#isBusy = next !== undefined;
    next?.come(true);
  }

  #turn(goal: string, signal: AbortSignal | undefined): Promise<boolean> {
    return new Promise((resolve, reject) => {
      let leave = () => {};
      const end = (settle: () => void) => {
        leave();
        this.#waiting.delete(waiting);
        settle();
      };
      const waiting: Waiting = {
        goal,
        come: (alone) => end(() => resolve(alone)),
        fail: (error) => end(() => reject(error)),
      };
      this.#waiting.add(waiting);
      leave = onAbort(signal, () => waiting.fail(givenUp(signal)));
    });
  }
}
