import { Format, type GenericFormatter, MultiBar, type SingleBar } from "cli-progress";
import { formatDuration } from "../core/duration";
import type { Redact } from "../core/foreignText";
import { observed } from "../core/outputs";
import { type Step, statusLine } from "../core/statusLine";
import type { StatusRow } from "../wait/gatewayWait";
import { newsRow } from "../wait/newsRow";
import { type Ending, jsonLine } from "./ending";

/** Shows waits that go on at the same time. */
export interface Display {
  /** The row of one gateway. */
  row(instanceId: string): StatusRow;
  /** One wait is over, which `line` tells in short; others may go on. */
  ended(instanceId: string, line: string, ending: Ending): void;
  /** All are over. */
  close(): void;
}

const same: Redact = (text) => text;

const barWidth = 20;
/** What must have room beside a bar: a running time, a percentage and a little more. */
const lineWidth = 20;
/** Narrower terminals have room for id and line alone. */
const narrowest = 40;
const longestId = 12;

/** On a terminal: for each gateway its id, a bar, the running time, and what a log would tell, on one line that stays. */
export function barDisplay(stream: NodeJS.WriteStream, redact: Redact = same): Display {
  const bars = new MultiBar({ format, stream, hideCursor: true, clearOnComplete: true, stopOnComplete: false });
  const shown = new Map<string, SingleBar>();
  let restore = () => {};
  return {
    row(instanceId) {
      if (shown.size === 0) restore = restoringAtExit(() => bars.stop());
      const bar = bars.create(100, 0, { id: shortId(instanceId), line: "" });
      shown.set(instanceId, bar);
      return newsRow((step) =>
        bar.update(step.progress.last?.snapshot.progress ?? 0, { line: redact(statusLine(step)) }),
      );
    },
    ended(instanceId, line) {
      shown.get(instanceId)?.update({ line });
      shown.get(instanceId)?.stop();
    },
    close: () => restore(),
  };
}

const shortId = (id: string) => (id.length > longestId ? `${id.slice(0, longestId - 1)}…` : id);

const format: GenericFormatter = (options, { progress, startTime, stopTime, maxWidth }, { id, line }) => {
  if (maxWidth < narrowest) return `${id} ${line}`.slice(0, maxWidth - 1);
  const barsize = Math.min(barWidth, maxWidth - longestId - 1 - lineWidth);
  const bar = Format.BarFormat(progress, { ...options, barsize });
  const elapsed = formatDuration((stopTime ?? Date.now()) - startTime);
  return `${id.padEnd(longestId)} ${bar} ${elapsed}  ${line}`.slice(0, maxWidth - 1);
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

/** In a log: lines with the time of day, the gateway, and for how long it has been waited for. `isAlone`: as for programs. */
export function logDisplay(print: (line: string) => void, isAlone: boolean): Display {
  const tell = (...parts: string[]) => print([new Date().toTimeString().slice(0, 8), ...parts].join("  "));
  return {
    row: (instanceId) => newsRow((step) => tell(instanceId, elapsed(step), statusLine(step))),
    ended: (instanceId, line) => {
      if (!isAlone) tell(instanceId, line);
    },
    close: () => {},
  };
}

const elapsed = ({ progress }: Step) => formatDuration(progress.elapsedMs);

/** For programs: one JSON object a line, one for each poll and each end. `isAlone`: there is one gateway, whose end the command prints. */
export function jsonDisplay(print: (line: string) => void, isAlone: boolean, redact: Redact = same): Display {
  const tell = (facts: object) => print(jsonLine(facts, redact));
  return {
    row: (instanceId) => ({
      onStep(seen, _progress, decision) {
        if (decision.kind === "finished") return;
        const head = { time: new Date().toISOString(), instanceId };
        if (seen.kind === "snapshot") tell({ event: "poll", ...head, ...observed(seen.snapshot) });
        else tell({ event: "problem", ...head, code: seen.problem.code, message: seen.problem.text });
      },
      end: async () => {},
    }),
    ended(_instanceId, _line, { json }) {
      if (!isAlone) tell(json);
    },
    close: () => {},
  };
}
