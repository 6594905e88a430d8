// Which part of which recording is a picture. Pure.
import { cut, wrapped } from "./fitted";
import { type Frame, type Line, textOf } from "./frames";

export interface Recording {
  readonly file: string;
  /** Of the demo: what becomes of the gateway. */
  readonly scenario: "success" | "quota";
  readonly endsWell: boolean;
  readonly title: string;
  /** What the first and the last frame have. */
  readonly first: RegExp;
  readonly last: RegExp;
  /** Which lines of a frame are shown: from one until before another. */
  readonly from: RegExp;
  readonly until: RegExp;
  readonly columns: number;
  readonly fitted: (line: Line, columns: number) => Line[];
  /** How long the last frame stays before it all begins anew. */
  readonly restMs: number;
}

const wait = "apig:Ready +orders +";

export const recordings: readonly Recording[] = [
  {
    ...{ file: "demo.svg", scenario: "success", endsWell: true },
    title: "pulumi up: a row shows the progress of the gateway until it is ready, then the next resource starts",
    // The rows of the update, while they have the column of messages.
    first: new RegExp(`${wait}creating .*\\d%, `),
    last: /apig:Ready .* ready, [\s\S]*dynamic:Resource +orders +created/,
    from: /^Updating /,
    until: /^Outputs:/,
    // Enough for what matters of a message: its beginning.
    columns: 82,
    fitted: (line, columns) => [cut(line, columns)],
    restMs: 5_000,
  },
  {
    ...{ file: "failure.svg", scenario: "quota", endsWell: false },
    title: "pulumi up: the gateway cannot be created, and the update says why",
    // One frame: the end.
    first: /^Duration:/m,
    last: /^Duration:/m,
    from: /^Updating /,
    until: /^Resources:/,
    // The rows of the update need as many.
    columns: 76,
    fitted: wrapped,
    restMs: 0,
  },
];

/** Changes that are nearer to each other than this are one. */
const shortestMs = 200;

/** The frames of a picture, from zero on. */
export function shown(frames: readonly Frame[], recording: Recording): Frame[] {
  const texts = frames.map(({ lines }) => lines.map(textOf).join("\n"));
  const first = texts.findIndex((text) => recording.first.test(text));
  const last = texts.findLastIndex((text) => recording.last.test(text));
  if (first < 0 || last < first) throw new Error(`the recording for ${recording.file} has no ${recording.last}`);
  const startMs = frames[first]?.atMs ?? 0;
  const kept: Frame[] = [];
  for (const [index, { atMs, lines }] of frames.slice(first, last + 1).entries()) {
    const frame = { atMs: atMs - startMs, lines: partOf(lines, recording) };
    const before = kept.at(-1);
    const isEnd = index === last - first;
    if (before && !isEnd && frame.atMs - before.atMs < shortestMs) continue;
    if (JSON.stringify(before?.lines) !== JSON.stringify(frame.lines)) kept.push(frame);
  }
  return kept;
}

function partOf(lines: readonly Line[], { from, until, columns, fitted }: Recording): Line[] {
  const begin = lines.findIndex((line) => from.test(textOf(line)));
  const rest = lines.slice(Math.max(0, begin));
  const end = rest.findIndex((line) => until.test(textOf(line)));
  const part = end < 0 ? rest : rest.slice(0, end);
  const used = part.slice(0, part.findLastIndex((line) => line.length > 0) + 1);
  return used.flatMap((line) => fitted(line, columns));
}
