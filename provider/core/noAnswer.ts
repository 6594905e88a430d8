import type { Outcome } from "./decide";
import { formatDuration } from "./duration";
import { quoted } from "./foreignText";
import { effort, problemText } from "./message";
import { isSilence, type Problem } from "./problem";

/** The last problem of a wait whose time ended before anybody answered: then nothing is known of the gateway. Else null. */
export function unansweredBy({ kind, last, lastProblem }: Outcome): Problem | null {
  return kind === "timed-out" && last === null && lastProblem?.retryability === "retry" ? lastProblem : null;
}

/** The same for people, in three lines as every outcome. */
export function formatNoAnswer(instanceId: string, problem: Problem, outcome: Outcome): string {
  const took = formatDuration(outcome.elapsedMs);
  return [
    `gateway ${quoted(instanceId)}: the API gave no answer about it in ${took}, so nothing is known: ${problemText(problem)}`,
    isSilence(problem)
      ? "Check the network, the region or endpoint, and HTTPS_PROXY; npx pulumi-apig doctor shows how far it gets."
      : "Try again later.",
    `(${effort(outcome)}; ${problem.code})`,
  ].join("\n");
}
