import type { OutcomeKind } from "../core/decide";

/** What `get` and `watch` end with. */
export const exitCodes: Readonly<Record<OutcomeKind, number>> = {
  succeeded: 0,
  failed: 1,
  "timed-out": 2,
  refused: 3,
  missing: 3,
  interrupted: 130,
};

/** A setting, an argument or the command line itself is wrong. */
export const misused = 3;
/** The same for `doctor`. */
export const doctorMisused = 2;
