import { Format, type GenericFormatter, SingleBar } from "cli-progress";
import { observed } from "../core/outputs";
import { newsOf, nothingTold, type Step, statusLine } from "../core/statusLine";
import type { StatusRow } from "../wait/gatewayWait";

const barWidth = 30;
/** What the line beside the bar must have room for: a percentage and a little more. */
const lineWidth = 10;
/** Narrower terminals have no room for a bar beside the line. */
const narrowest = 20;
const terminalMs = 1_000;
/** CI systems stop a job that prints nothing for ten minutes. */
const logMs = 60_000;

interface Showing {
  /** Called after each poll, and every `everyMs` between polls, with how long ago the last poll was. */
  readonly show: (step: Step, sinceMs: number, polled: boolean) => void;
  readonly everyMs: number;
  readonly end?: () => void;
}

/** On a terminal: a bar that stays on one line, or the line alone where there is no room. */
export function barDisplay(stream: NodeJS.WriteStream, now: () => number): StatusRow {
  const bar = new SingleBar({
    format,
    barsize: barWidth,
    stream,
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
    forceRedraw: true,
  });
  bar.start(100, 0, {});
  const restore = restoringAtExit(() => bar.stop());
  return display(now, {
    everyMs: terminalMs,
    show(step, sinceMs) {
      bar.update(step.progress.last?.snapshot.progress ?? 0, { step, sinceMs });
    },
    end: restore,
  });
}

const format: GenericFormatter = (options, { progress, maxWidth }, { step, sinceMs }) => {
  const barsize = maxWidth < narrowest ? 0 : Math.min(barWidth, maxWidth - lineWidth);
  const bar = barsize === 0 ? "" : `${Format.BarFormat(progress, { ...options, barsize })} `;
  return `${bar}${step ? statusLine(step, { sinceMs, room: maxWidth - bar.length - 1 }) : ""}`;
};

/** Signals that end a process before it can tidy up by itself; Ctrl-C and SIGTERM end the wait, and so the display. */
const deadly = ["SIGHUP", "SIGQUIT"] as const;

/** The terminal is put right whatever ends the process. Returns what does so before that. */
function restoringAtExit(restore: () => void): () => void {
  const end = (signal: unknown) => {
    process.off("exit", end);
    for (const name of deadly) process.off(name, end);
    restore();
    if (typeof signal === "string") process.kill(process.pid, signal);
  };
  process.once("exit", end);
  for (const name of deadly) process.once(name, end);
  return () => end(undefined);
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
      step = { seen, progress, nextPollInMs: decision.kind === "poll-again" ? decision.afterMs : null };
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
