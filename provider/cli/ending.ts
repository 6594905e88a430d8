import type { Outcome } from "../core/decide";
import { quoted } from "../core/foreignText";
import { closed, codeOf, formatOutcome, isUnanswered } from "../core/message";
import { type KnownTarget, observed, targetOf } from "../core/outputs";
import { ApigError } from "../errors";
import { type EndEvent, exitCodes } from "./exitCode";
import type { Check } from "./report";

/** What a command shows at its end. */
export interface Ending {
  readonly exitCode: number;
  /** For people. */
  readonly text: string;
  /** True if the text says what went wrong. */
  readonly isError: boolean;
  /** For programs: one object. */
  readonly json: object;
}

interface Waited {
  readonly target: KnownTarget;
  readonly outcome: Outcome;
}

/** The end of a wait: what was seen last, and what went wrong, if anything. `text` is for a gateway that is ready. */
export function endingOf(instanceId: string, { target, outcome }: Waited, text: string): Ending {
  const event: EndEvent = isUnanswered(outcome) ? "no-answer" : outcome.kind;
  const seen = seenAs(event, instanceId, { target, outcome });
  const exitCode = exitCodes[event];
  if (outcome.kind === "succeeded") return { exitCode, text, isError: false, json: seen };
  const message =
    outcome.kind === "interrupted" && outcome.last === null
      ? closed(`interrupted before gateway ${quoted(instanceId)} was seen`, "APIG_INTERRUPTED")
      : formatOutcome(outcome, { ...target, instanceId, operation: "command" });
  return { exitCode, text: message, isError: true, json: { ...seen, code: codeOf(outcome, "command"), message } };
}

/** The end of a single request that showed a gateway which is not ready yet. */
export function pending(instanceId: string, waited: Waited, text: string): Ending {
  return { exitCode: exitCodes.pending, text, isError: false, json: seenAs("pending", instanceId, waited) };
}

function seenAs(event: EndEvent, instanceId: string, { target, outcome }: Waited): object {
  return { event, ...targetOf({ ...target, instanceId }), ...observed(outcome.last?.snapshot ?? null) };
}

/** The end of a command that could not begin: a wrong argument or setting, or Ctrl-C before the first request. */
export function refusal(error: unknown): Ending {
  if (!(error instanceof ApigError)) throw error;
  const { code } = error;
  const message = closed(error.message, code);
  const event = code === "APIG_INTERRUPTED" ? "interrupted" : "refused";
  return { exitCode: exitCodes[event], text: message, isError: true, json: { event, code, message } };
}

/** The end of a command that must not ask, since it does not know as whom. */
export function unreadable(checks: readonly Check[]): Ending {
  const told = checks.map(({ name, text, advice }) => `the ${name} ${text}; ${advice}`).join("; ");
  return refusal(new ApigError("APIG_INVALID_SETTING", told));
}
