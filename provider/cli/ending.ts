// How get and watch end, and their exit codes; output.ts has the codes of every command.
import type { OutcomeKind } from "../core/decide";
import { quoted, type Redact } from "../core/foreignText";
import { closed, codeOf, formatOutcome, isUnanswered } from "../core/message";
import { observed, targetOf } from "../core/outputs";
import { ApigError } from "../errors";
import type { Waited } from "../wait/gatewayWait";
import type { Check } from "./report";

/**
 * How `get` and `watch` end, for programs. Besides the ends of a wait: `pending`, which a single request saw not ready yet;
 * `no-answer`, where the time ended before anybody answered, so nothing is known.
 */
type EndEvent = OutcomeKind | "pending" | "no-answer";

/** What they end with. */
const exitCodes: Readonly<Record<EndEvent, number>> = {
  succeeded: 0,
  failed: 1,
  pending: 2,
  "timed-out": 2,
  refused: 3,
  missing: 3,
  "no-answer": 4,
  interrupted: 130,
};

/** From the worst: what a watch of several gateways ends with. */
const worstFirst = [130, 3, 1, 4, 2, 0];

/** What a command shows at its end. */
export interface Ending {
  readonly exitCode: number;
  /** For people. */
  readonly text: string;
  /** True if the text says what went wrong. */
  readonly isError: boolean;
  /** For programs: one object. */
  readonly json: Readonly<Record<string, unknown>> & {
    readonly event: EndEvent | "summary";
    readonly instanceId?: string;
  };
}

/** The end of a wait: what was seen last, and what went wrong, if anything. `text` is for a gateway that is ready. */
export function endingOf(
  { target, outcome }: Waited,
  text: string,
  operation: "command" | "watch" = "command",
): Ending {
  const event: EndEvent = isUnanswered(outcome) ? "no-answer" : outcome.kind;
  const end = seenAs(event, { target, outcome }, text);
  if (outcome.kind === "succeeded") return end;
  const message =
    outcome.kind === "interrupted" && outcome.last === null
      ? closed(`interrupted before gateway ${quoted(target.instanceId)} was seen`, "APIG_INTERRUPTED")
      : formatOutcome(outcome, { ...target, operation });
  return { ...end, text: message, isError: true, json: { ...end.json, code: codeOf(outcome, operation), message } };
}

/** The end of several waits: each, and how many are ready. One alone is told as it is. */
export function together(endings: readonly Ending[]): Ending {
  const [only] = endings;
  if (only && endings.length === 1) return only;
  const ready = endings.filter(({ exitCode }) => exitCode === 0).length;
  const exitCode = worstFirst.find((code) => endings.some((each) => each.exitCode === code)) ?? 0;
  const summary = `${ready} of ${endings.length} gateways are ready.`;
  const gateways = Object.fromEntries(endings.map(({ json }) => [json.instanceId, json.event]));
  return {
    exitCode,
    text: [...endings.map(({ text }) => text), summary].join("\n"),
    isError: endings.some(({ isError }) => isError),
    json: { event: "summary", ready, gateways },
  };
}

/** An end of which no more is told than what was seen last. */
export function seenAs(event: EndEvent, { target, outcome }: Waited, text: string): Ending {
  const json = { event, ...targetOf(target), ...observed(outcome.last?.snapshot ?? null) };
  return { exitCode: exitCodes[event], text, isError: false, json };
}

/** Words of this package or of the API, which tell nothing of a setting. */
const ownWords = ["event", "code", "status"];

/** A line for programs without what `redact` hides: in texts alone, as a secret may have the digits of a number. */
export function jsonLine(facts: object, redact: Redact): string {
  return JSON.stringify(facts, (key, value) =>
    typeof value === "string" && !ownWords.includes(key) ? redact(value) : value,
  );
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
  const told = checks.map(({ name, text, advice }) => `the ${name} ${text}\n${advice}`).join("\n");
  return refusal(new ApigError("APIG_INVALID_SETTING", told));
}
