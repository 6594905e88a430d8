import { Format, type GenericFormatter, SingleBar } from "cli-progress";
import { formatDuration } from "../core/duration";
import { observed } from "../core/outputs";
import { statusLine } from "../core/statusLine";
import type { StatusRow } from "../wait/gatewayWait";
import { newsRow } from "../wait/newsRow";

const barWidth = 30;
/** What must have room beside the bar: a running time, a percentage and a little more. */
const lineWidth = 20;
/** Narrower terminals have room for the line alone. */
const narrowest = 30;

/** On a terminal: a bar and the running time, which stay on one line with what a log would tell. */
export function barDisplay(stream: NodeJS.WriteStream): StatusRow {
  const bar = new SingleBar({ format, stream, hideCursor: true, clearOnComplete: true, stopOnComplete: false });
  bar.start(100, 0, { line: "" });
  const restore = restoringAtExit(() => bar.stop());
  const news = newsRow((step) => bar.update(step.progress.last?.snapshot.progress ?? 0, { line: statusLine(step) }));
  return { ...news, end: () => news.end().finally(restore) };
}

const format: GenericFormatter = (options, { progress, startTime, maxWidth }, { line }) => {
  if (maxWidth < narrowest) return line.slice(0, maxWidth - 1);
  const bar = Format.BarFormat(progress, { ...options, barsize: Math.min(barWidth, maxWidth - lineWidth) });
  return `${bar} ${formatDuration(Date.now() - startTime)}  ${line}`.slice(0, maxWidth - 1);
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

/** In a log: lines with the time of day. */
export function logDisplay(print: (line: string) => void): StatusRow {
  return newsRow((step) => print(`${new Date().toTimeString().slice(0, 8)}  ${statusLine(step)}`));
}

/** For programs: one JSON object a line, one for each poll. */
export function jsonDisplay(print: (line: string) => void): StatusRow {
  return {
    onStep(seen, _progress, decision) {
      // The command prints the end itself.
      if (decision.kind === "finished") return;
      const time = new Date().toISOString();
      if (seen.kind === "snapshot") print(JSON.stringify({ event: "poll", time, ...observed(seen.snapshot) }));
      else print(JSON.stringify({ event: "problem", time, code: seen.problem.code, message: seen.problem.text }));
    },
    end: async () => {},
  };
}
