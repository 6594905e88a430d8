import type { OutcomeKind } from "../core/decide";

/**
 * How `get` and `watch` end, for programs. Besides the ends of a wait: `pending`, which a single request saw not ready yet;
 * `no-answer`, where the time ended before anybody answered, so nothing is known.
 */
export type EndEvent = OutcomeKind | "pending" | "no-answer";

/** What they end with. */
export const exitCodes: Readonly<Record<EndEvent, number>> = {
  succeeded: 0,
  failed: 1,
  pending: 2,
  "timed-out": 2,
  refused: 3,
  missing: 3,
  "no-answer": 4,
  interrupted: 130,
};

/** A setting, an argument or the command line itself is wrong. */
export const misused = 3;
/** The same for `doctor`. */
export const doctorMisused = 2;

// What any command ends with, whatever it is about. Source of the first two: sysexits.h.

/** An error in this command (EX_SOFTWARE). */
export const defect = 70;
/** The output cannot be written (EX_IOERR). */
export const outputLost = 74;
/** Nobody reads the output any more: what a shell shows of a program that SIGPIPE ended. */
export const readerGone = 141;
