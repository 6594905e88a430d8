// The rows of the waits of one run: statusLine.ts makes the text, newsRow.ts says when, log.ts sends it to the engine.
import { availableParallelism } from "node:os";
import { type Step, statusLine } from "../core/statusLine";
import type { StatusRow } from "../wait/gatewayWait";
import { newsRow } from "../wait/newsRow";
import type { RowReporter } from "./log";

/**
 * Shows waits on the rows of their resources. The text is the same on a terminal, whose row shows the last one, and in
 * a log, where each is a line that stays. `slots`: how many operations the engine runs at once; the `--parallel` of the CLI that
 * started this process is four times this machine's cores by default.
 */
export function statusRows(tell: RowReporter, slots = 4 * availableParallelism()): (urn: string) => StatusRow {
  const waiting = new Set<StatusRow>();
  let queueIsTold = false;
  /** The wait that takes the last slot says so, once in a run. */
  const fillsSlots = (row: StatusRow) => {
    waiting.add(row);
    if (queueIsTold || waiting.size < slots) return false;
    queueIsTold = true;
    return true;
  };
  return (urn) => {
    const name = nameOf(urn);
    let arrived = Promise.resolve();
    const send = (step: Step, crowded = false) => {
      arrived = tell(urn, statusLine(step, { name, crowded }));
    };
    const news = newsRow((step) => send(step, fillsSlots(news)));
    return {
      onStep(seen, progress, decision) {
        news.onStep(seen, progress, decision);
        if (decision.kind === "poll-again") return;
        // One that was ready from the start is shown as created, in the same moment. After any other end, the row shows
        // the engine's own error.
        const { kind } = decision.outcome;
        if (kind === "failed" || (kind === "succeeded" && progress.polls > 1)) send({ seen, progress });
      },
      async end() {
        await news.end();
        waiting.delete(news);
        await arrived;
      },
    };
  };
}

/** The name of a resource: the end of `urn:pulumi:{stack}::{project}::{types}::{name}`. */
const nameOf = (urn: string) => urn.split("::").slice(3).join("::");
