// What a poll means for its wait: ask again and when, or the end; what a request may take; one more chance after a machine was
// suspended. Every retry of a wait is decided here.
import { areProven, type Doubts, noDoubts, withDoubt } from "./doubts";
import { isNoSuchHost, type Problem } from "./problem";
import { emptyFit, nextDelayMs, observe, type Polling, type ProgressFit } from "./schedule";
import { isTerminal, type Snapshot } from "./snapshot";

/** A poll that showed the gateway. */
export interface Sight {
  readonly kind: "snapshot";
  readonly snapshot: Snapshot;
  readonly requestId?: string | undefined;
  readonly serverTime: number | null;
}

/** The result of one poll. */
export type PollResult = Sight | { readonly kind: "problem"; readonly problem: Problem };

/** How long to wait, and how often to poll. */
export interface Policy {
  /** From the begin of the wait to its last poll. */
  readonly timeoutMs: number;
  /** The first snapshot is enough, whatever it shows; the time counts from when the first request leaves. */
  readonly once?: boolean;
  /** How long the API may answer that a gateway does not exist, if it was never seen. */
  readonly graceMs: number;
  readonly polling: Polling;
}

/** Everything that a wait remembers. */
export interface WaitState {
  readonly polls: number;
  /** Polls that gave a problem, in all and since the last snapshot. */
  readonly problems: number;
  readonly problemsInARow: number;
  readonly doubts: Doubts;
  readonly last: Sight | null;
  readonly lastProblem: Problem | null;
  /** Since when every answer was that there is no such host; null: the last one was not. */
  readonly noHostSinceMs: number | null;
  readonly elapsedMs: number;
  readonly fit: ProgressFit;
}

type Ended<Kind extends string, Seen = unknown> = WaitState & { readonly kind: Kind } & Seen;
type Shown = { readonly last: Sight };
type Hindered = { readonly lastProblem: Problem };
/** How a wait ended, with all that it saw. What ended it is there. */
export type Outcome =
  | Ended<"succeeded", Shown>
  | Ended<"failed", Shown>
  | Ended<"refused", Hindered>
  | Ended<"missing", Hindered>
  | Ended<"timed-out">
  | Ended<"interrupted">;
export type OutcomeKind = Outcome["kind"];

export type Decision =
  | { readonly kind: "poll-again"; readonly afterMs: number }
  | { readonly kind: "finished"; readonly outcome: Outcome };

export const nothingSeen: WaitState = {
  polls: 0,
  problems: 0,
  problemsInARow: 0,
  doubts: noDoubts,
  last: null,
  lastProblem: null,
  noHostSinceMs: null,
  elapsedMs: 0,
  fit: emptyFit,
};

/** Adds one poll that ended `elapsedMs` after the start of the wait. */
export function advance(before: WaitState, seen: PollResult, elapsedMs: number): WaitState {
  const polls = before.polls + 1;
  if (seen.kind === "problem") {
    const { problems, problemsInARow } = before;
    return {
      ...before,
      polls,
      elapsedMs,
      problems: problems + 1,
      problemsInARow: problemsInARow + 1,
      doubts: seen.problem.retryability === "doubtful" ? withDoubt(before.doubts, elapsedMs) : noDoubts,
      lastProblem: seen.problem,
      noHostSinceMs: isNoSuchHost(seen.problem) ? (before.noHostSinceMs ?? elapsedMs) : null,
    };
  }
  const { startTime, progress } = seen.snapshot;
  const ageMs = startTime === null || seen.serverTime === null ? null : Math.max(0, seen.serverTime - startTime);
  const fit = observe(before.fit, elapsedMs, ageMs, progress);
  return { ...before, polls, elapsedMs, problemsInARow: 0, doubts: noDoubts, noHostSinceMs: null, last: seen, fit };
}

function isFinal({ last, doubts, elapsedMs }: WaitState, { retryability }: Problem): boolean {
  if (retryability !== "doubtful") return retryability === "give-up";
  return last === null || areProven(doubts, elapsedMs);
}

/** Decides what to do after the poll that began at `polledAtMs`. The last poll happens at the deadline, never before it. */
export function decide(now: WaitState, seen: PollResult, polledAtMs: number, chance: number, policy: Policy): Decision {
  const { timeoutMs, once, graceMs, polling } = policy;
  const noHostEnds = now.last === null && now.noHostSinceMs !== null ? now.noHostSinceMs + longestNoHostMs : Infinity;
  if (seen.kind === "snapshot") {
    const { status } = seen.snapshot;
    if (isTerminal(status))
      return finished({ ...now, kind: status === "success" ? "succeeded" : "failed", last: seen });
  } else {
    const ended = { ...now, lastProblem: seen.problem };
    if (isFinal(now, seen.problem) || now.elapsedMs >= noHostEnds) return finished({ ...ended, kind: "refused" });
    const { retryability } = seen.problem;
    if (retryability === "missing" && (now.last !== null || polledAtMs >= graceMs))
      return finished({ ...ended, kind: "missing" });
  }
  if (
    polledAtMs >= timeoutMs ||
    now.elapsedMs > timeoutMs + lastPollMs - shortestBackoffMs ||
    (once && seen.kind === "snapshot")
  )
    return finished({ ...now, kind: "timed-out" });

  const wanted =
    seen.kind === "problem"
      ? backoffMs(seen.problem, now.problemsInARow, chance)
      : nextDelayMs(now.fit, polling, chance);
  const graceEnds = seen.kind === "problem" && seen.problem.retryability === "missing" ? graceMs : Infinity;
  const left = Math.min(timeoutMs, graceEnds, noHostEnds) - now.elapsedMs;
  return { kind: "poll-again", afterMs: Math.max(0, Math.min(wanted, left)) };
}

const finished = (outcome: Outcome): Decision => ({ kind: "finished", outcome });

/** A name that DNS does not know for so long, and nothing ever seen: the address is wrong. */
const longestNoHostMs = 60_000;
const missingRetryMs = 2_000;
const shortestBackoffMs = 250;
const longestBackoffMs = 15_000;

/** Full jitter below a ceiling that doubles; what the server asks for is the floor. */
function backoffMs({ code, retryability, retryAfterMs }: Problem, inARow: number, chance: number): number {
  if (retryability === "missing") return missingRetryMs;
  // A throttled request also counts in the next window, so its first delay is longer.
  const firstMs = code === "APIG_THROTTLED" ? 4_000 : 1_000;
  const ceiling = Math.min(longestBackoffMs, firstMs * 2 ** Math.min(inARow - 1, 10));
  const floor = Math.max(shortestBackoffMs, retryAfterMs ?? 0);
  return floor + chance * Math.max(firstMs, ceiling - floor);
}

/** How long the poll at the deadline may take. */
const lastPollMs = 1_500;
const longestRequestMs = 30_000;
const onceRequestMs = 5_000;
/** How long a single poll may be held back before it leaves: by a login, or by others that ask the same host. */
const longestQueueMs = 600_000;
/** A pause or a poll that ends so much later than it must was no busy machine: this one was suspended. */
const suspendedMs = 5_000;

/** A single poll: 10 seconds in all, so that one 429, 503 or reset does not fail it. */
export const singlePoll = { timeoutMs: 2 * onceRequestMs - lastPollMs, once: true } as const;

/** For how long a poll may take, in milliseconds. */
export interface PollLimits {
  /** For the request, from when it is sent. */
  readonly requestMs: number;
  /** Until the poll gets a turn at the host, whatever holds that back. */
  readonly turnMs: number;
  /** For everything. */
  readonly totalMs: number;
}

/**
 * The last request happens at the deadline and ends soon after it; what is sent later than that gets its time, too. A single poll
 * that was not sent yet may be held back for longer.
 */
export function pollLimits({ timeoutMs, once }: Policy, elapsedMs: number, isSent: boolean): PollLimits {
  const untilEndMs = timeoutMs + lastPollMs - elapsedMs;
  const leftMs = untilEndMs < shortestBackoffMs ? lastPollMs : untilEndMs;
  const requestMs = Math.min(leftMs, once ? onceRequestMs : longestRequestMs);
  if (once && !isSent) return { requestMs, turnMs: longestQueueMs, totalMs: longestQueueMs + requestMs };
  return { requestMs, turnMs: Math.max(0, leftMs - lastPollMs), totalMs: leftMs };
}

/**
 * The policy after something that had to end at `dueMs`. Who was suspended past the deadline, such as a laptop whose lid was closed, polls
 * once more, for as long as a single poll: a network needs a moment to come back.
 */
export function afterSuspension(policy: Policy, elapsedMs: number, dueMs: number): Policy {
  const timeoutMs = elapsedMs + singlePoll.timeoutMs;
  return elapsedMs - dueMs > suspendedMs && timeoutMs > policy.timeoutMs ? { ...policy, timeoutMs } : policy;
}
