import type { Problem } from "./problem";
import { nextDelayMs, observe, type Polling, startTrack, type Track } from "./schedule";
import { isTerminal, type Snapshot } from "./snapshot";

/** What one look gave. */
export type Sighting =
  | {
      readonly kind: "snapshot";
      readonly snapshot: Snapshot;
      readonly requestId: string | null;
      readonly serverTime: number | null;
    }
  | { readonly kind: "problem"; readonly problem: Problem };

/** How long and how eagerly to wait. */
export interface Policy {
  /** From the first look to the last; 0 means one look. */
  readonly timeoutMs: number;
  /** How long a gateway that was never seen may be unknown to the API. */
  readonly graceMs: number;
  readonly polling: Polling;
}

/** All that a wait remembers. */
export interface Progress {
  readonly looks: number;
  /** Looks that gave a problem, in all and since the last snapshot. */
  readonly problems: number;
  readonly problemsInARow: number;
  readonly last: (Sighting & { kind: "snapshot" }) | null;
  readonly lastProblem: Problem | null;
  readonly elapsedMs: number;
  readonly track: Track;
}

export type Ending = "succeeded" | "failed" | "refused" | "missing" | "timed-out" | "interrupted";
/** How a wait ended, with everything it saw. */
export interface Outcome extends Progress {
  readonly kind: Ending;
}

export type Decision =
  | { readonly kind: "look-again"; readonly afterMs: number }
  | { readonly kind: "finished"; readonly as: Ending };

export const nothingSeen: Progress = {
  looks: 0,
  problems: 0,
  problemsInARow: 0,
  last: null,
  lastProblem: null,
  elapsedMs: 0,
  track: startTrack,
};

/** Adds one look, which ended at `elapsedMs` of the wait. */
export function advance(before: Progress, seen: Sighting, elapsedMs: number): Progress {
  const looks = before.looks + 1;
  if (seen.kind === "problem") {
    const { problems, problemsInARow } = before;
    return {
      ...before,
      looks,
      elapsedMs,
      problems: problems + 1,
      problemsInARow: problemsInARow + 1,
      lastProblem: seen.problem,
    };
  }
  const { startTime, progress } = seen.snapshot;
  const ageMs = startTime === null || seen.serverTime === null ? null : Math.max(0, seen.serverTime - startTime);
  const track = observe(before.track, { atMs: elapsedMs, progress, ageMs });
  return { ...before, looks, elapsedMs, problemsInARow: 0, last: seen, track };
}

/** What to do after the look that began at `lookedAtMs`. The last look happens at the deadline, never before it. */
export function decide(now: Progress, seen: Sighting, lookedAtMs: number, chance: number, policy: Policy): Decision {
  const { timeoutMs, graceMs, polling } = policy;
  if (seen.kind === "snapshot" && isTerminal(seen.snapshot.status)) {
    return { kind: "finished", as: seen.snapshot.status === "success" ? "succeeded" : "failed" };
  }
  if (seen.kind === "problem") {
    const { verdict } = seen.problem;
    if (verdict === "renew" || verdict === "give-up") return { kind: "finished", as: "refused" };
    if (verdict === "missing" && (now.last !== null || lookedAtMs >= graceMs))
      return { kind: "finished", as: "missing" };
  }
  if (lookedAtMs >= timeoutMs) return { kind: "finished", as: "timed-out" };

  const wanted =
    seen.kind === "problem"
      ? backoffMs(seen.problem, now.problemsInARow, chance)
      : nextDelayMs(now.track, polling, chance);
  const graceEnds = seen.kind === "problem" && seen.problem.verdict === "missing" ? graceMs : Infinity;
  const left = Math.min(timeoutMs, graceEnds) - now.elapsedMs;
  return { kind: "look-again", afterMs: Math.max(0, Math.min(wanted, left)) };
}

const missingRetryMs = 2_000;
const shortestBackoffMs = 250;
const longestBackoffMs = 15_000;

/** Full jitter below a ceiling that doubles; what the server asks for is the floor. */
function backoffMs({ code, verdict, retryAfterMs }: Problem, inARow: number, chance: number): number {
  if (verdict === "missing") return missingRetryMs;
  // A throttled call counts against the next window too, so its first pause is longer.
  const firstMs = code === "APIG_THROTTLED" ? 4_000 : 1_000;
  const ceiling = Math.min(longestBackoffMs, firstMs * 2 ** Math.min(inARow - 1, 10));
  const floor = Math.max(shortestBackoffMs, retryAfterMs ?? 0);
  return floor + chance * Math.max(firstMs, ceiling - floor);
}

/** A look may take until the deadline, but always a fair while: a request cut off too early tells nothing. */
export function requestTimeoutMs(leftMs: number): number {
  return Math.min(30_000, Math.max(5_000, leftMs));
}
