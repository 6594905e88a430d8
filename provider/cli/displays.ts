import { SingleBar } from "cli-progress";
import { observed } from "../core/outputs";
import { newsOf, nothingTold, type Step, statusLine } from "../core/statusLine";
import type { StatusRow } from "../wait/gatewayWait";

const barWidth = 30;
const terminalMs = 1_000;
/** CI systems stop a job that prints nothing for ten minutes. */
const logMs = 60_000;

interface Showing {
  /** Called after each poll, and every `everyMs` between polls, with how long ago the last poll was. */
  readonly show: (step: Step, sinceMs: number, polled: boolean) => void;
  readonly everyMs: number;
  readonly end?: () => void;
}

/** On a terminal: a bar that stays on one line. */
export function barDisplay(stream: NodeJS.WriteStream, now: () => number): StatusRow {
  const bar = new SingleBar({
    format: "{bar} {line}",
    barsize: barWidth,
    stream,
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
    forceRedraw: true,
  });
  bar.start(100, 0, { line: "" });
  return display(now, {
    everyMs: terminalMs,
    show(step, sinceMs) {
      const line = statusLine(step, { sinceMs, room: stream.columns - barWidth - 2 });
      bar.update(step.progress.last?.snapshot.progress ?? 0, { line });
    },
    end: () => bar.stop(),
  });
}

/** In a log: a line for each change, and one a minute while nothing changes. */
export function logDisplay(print: (line: string) => void, now: () => number): StatusRow {
  let told = nothingTold;
  return display(now, {
    everyMs: logMs,
    show(step, _sinceMs, polled) {
      const news = newsOf(step, told);
      told = news.told;
      if (polled && !news.isNews) return;
      print(`${new Date().toTimeString().slice(0, 8)}  ${statusLine(step)}`);
    },
  });
}

/** For programs: one JSON object a line, one for each poll. */
export function jsonDisplay(print: (line: string) => void, now: () => number): StatusRow {
  return display(now, {
    everyMs: logMs,
    show({ seen }, _sinceMs, polled) {
      if (!polled) return;
      const time = new Date().toISOString();
      if (seen.kind === "snapshot") print(JSON.stringify({ event: "poll", time, ...observed(seen.snapshot) }));
      else print(JSON.stringify({ event: "problem", time, code: seen.problem.code, message: seen.problem.text }));
    },
  });
}

function display(now: () => number, { show, everyMs, end }: Showing): StatusRow {
  let step: Step | undefined;
  let at = 0;
  const timer = setInterval(() => step && show(step, now() - at, false), everyMs).unref();
  return {
    onStep(seen, progress, decision) {
      step = { seen, progress, nextLookInMs: decision.kind === "poll-again" ? decision.afterMs : null };
      at = now();
      // The command prints the end itself.
      if (decision.kind === "poll-again") show(step, 0, true);
    },
    async end() {
      clearInterval(timer);
      end?.();
    },
  };
}
