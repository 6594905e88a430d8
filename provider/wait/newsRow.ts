// When a line of a running wait is told: newsOf of core/statusLine.ts decides what is news; here is what once a minute adds.
import { newsOf, nothingTold, type Step, toldAgain } from "../core/statusLine";
import type { StatusRow } from "./gatewayWait";

/** CI systems stop a job that prints nothing for ten minutes. */
const quietMs = 60_000;

/** Tells of a wait while it goes on: what is new at once, and what is known once a minute while nothing is new. */
export function newsRow(tell: (step: Step) => void): StatusRow {
  let told = nothingTold;
  const again = () => {
    if (told.latest) tell(told.latest);
    told = toldAgain(told);
  };
  const timer = setInterval(again, quietMs).unref();
  return {
    onStep(seen, progress, decision) {
      if (decision.kind === "finished") return;
      const step = { seen, progress };
      const news = newsOf(step, told);
      told = news.told;
      if (!news.isNews) return;
      tell(step);
      timer.refresh();
    },
    end: async () => clearInterval(timer),
  };
}
