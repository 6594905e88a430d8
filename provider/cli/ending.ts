import type { Outcome } from "../core/decide";
import { codeOf, formatOutcome } from "../core/message";
import { type KnownTarget, observed, targetOf } from "../core/outputs";
import { ApigError } from "../errors";
import { exitCodes } from "./exitCode";
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

/** The end of a wait: what was seen last, and what went wrong, if anything. `text` is for a gateway that is ready. */
export function endingOf(
  instanceId: string,
  { target, outcome }: { target: KnownTarget; outcome: Outcome },
  text: string,
): Ending {
  const seen = {
    event: outcome.kind,
    ...targetOf({ ...target, instanceId }),
    ...observed(outcome.last?.snapshot ?? null),
  };
  const exitCode = exitCodes[outcome.kind];
  if (outcome.kind === "succeeded") return { exitCode, text, isError: false, json: seen };
  const whole = formatOutcome(outcome, target);
  // The rest is advice about pulumi up.
  const message = outcome.kind === "interrupted" ? (whole.split("\n")[0] ?? whole) : whole;
  return { exitCode, text: message, isError: true, json: { ...seen, code: codeOf(outcome), message } };
}

/** The end of a command that could not begin: a wrong argument or setting, or Ctrl-C before the first request. */
export function refusal(error: unknown): Ending {
  if (!(error instanceof ApigError)) throw error;
  const { code, message } = error;
  const event = code === "APIG_INTERRUPTED" ? "interrupted" : "refused";
  return { exitCode: exitCodes[event], text: `${message} (${code})`, isError: true, json: { event, code, message } };
}

/** The end of a command that must not ask, since it does not know as whom. */
export function unreadable(checks: readonly Check[]): Ending {
  const told = checks.map(({ name, text, advice }) => `the ${name} ${text}; ${advice}`).join("; ");
  return refusal(new ApigError("APIG_INVALID_SETTING", told));
}
