import type { Outcome, OutcomeKind, PollResult, WaitState } from "../../../provider/core/decide";
import { nothingSeen } from "../../../provider/core/decide";
import type { Problem } from "../../../provider/core/problem";
import type { Snapshot } from "../../../provider/core/snapshot";

export const startTime = 1597389901161;
export const endTime = 1597390224911;

export const creating: Snapshot = {
  status: "creating",
  progress: 50,
  errorCode: null,
  errorMessage: null,
  startTime,
  endTime,
};
export const success: Snapshot = { ...creating, status: "success", progress: 100 };
export const failed: Snapshot = {
  ...creating,
  status: "failed",
  progress: 0,
  errorCode: "APIC.9218",
  errorMessage: "create failed...",
};

export const saw = (snapshot: Snapshot, requestId?: string): PollResult & { kind: "snapshot" } => ({
  kind: "snapshot",
  snapshot,
  requestId,
  serverTime: null,
});

export const problemOf = (about: Partial<Problem> = {}): Problem => ({
  code: "APIG_UNAVAILABLE",
  retryability: "retry",
  text: "HTTP 503",
  retryAfterMs: null,
  ...about,
});

export const trouble = (about: Partial<Problem> = {}): PollResult => ({ kind: "problem", problem: problemOf(about) });

/** 404 APIC.7302. */
export const missing = problemOf({ code: "APIG_NOT_FOUND", retryability: "missing", text: "HTTP 404 APIC.7302" });

/** An outcome after some polls, without the wait that led to it. */
export const ended = <Kind extends OutcomeKind>(kind: Kind, seen: Partial<WaitState> = {}) =>
  ({ ...nothingSeen, polls: 1, kind, ...seen }) as Outcome & { kind: Kind };
