import type { BoundPoint } from "./bound";
import type { Cost } from "./measure";
import { element, line, rounded, text } from "./svg";

/** What the picture shows: mean lag against mean polls, both on logarithmic scales. */
export interface Picture {
  readonly title: string;
  readonly ours: readonly Cost[];
  readonly peers: readonly Cost[];
  readonly fixedIntervals: readonly Cost[];
  readonly knowingTheEnds: readonly BoundPoint[];
  readonly knowingTheRises: readonly BoundPoint[];
}

const size = { width: 760, height: 480 };
const frame = { left: 76, right: 740, top: 48, bottom: 424 };
const pollsRange = [6, 800] as const;
const lagRange = [0.25, 100] as const;
/** Readable on white and on black: the file cannot know which it will stand on. */
const colour = { ink: "#6e7781", grid: "#6e778140", ours: "#1f7fe0", bound: "#2da44e", peer: "#c4622d" };

const share = (value: number, [low, high]: readonly [number, number]) => Math.log(value / low) / Math.log(high / low);
const xOf = (polls: number) => frame.left + share(polls, pollsRange) * (frame.right - frame.left);
const yOf = (seconds: number) => frame.bottom - share(seconds, lagRange) * (frame.bottom - frame.top);
const placed = (costs: readonly BoundPoint[]) =>
  costs
    .filter(
      ({ meanPolls, meanLagSeconds }) =>
        meanPolls >= pollsRange[0] && meanPolls <= pollsRange[1] && meanLagSeconds >= lagRange[0],
    )
    .map(({ meanPolls, meanLagSeconds }) => [xOf(meanPolls), yOf(meanLagSeconds)] as const);

/** Where a peer's name stands, seen from its dot; peers at the same place share one. */
const labels: Readonly<Record<string, readonly [words: string, dx: number, dy: number, anchor: string]>> = {
  "AWS waiter 2..120 s": ["AWS waiter", 10, 4, "start"],
  "AWS waiter 2..30 s": ["AWS waiter, 2 to 30 s", 10, -2, "start"],
  "Terraform, Huawei Cloud": ["Terraform for APIG", -10, 4, "end"],
  "every 20 s": ["every 20 s", 10, 4, "start"],
  "Terraform SDK default": ["every 10 s, Terraform SDK default", 10, -4, "start"],
  "every 5 s": ["every 5 s", 10, -4, "start"],
  "every 2 s": ["every 2 s, otcextensions", 8, -6, "start"],
  gophertelekomcloud: ["gophertelekomcloud", -6, 18, "end"],
};

export function draw(picture: Picture): string {
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${size.width} ${size.height}`,
      "font-family": "system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif",
      "font-size": 13,
      role: "img",
    },
    element("title", {}, picture.title),
    text(frame.left, 26, picture.title, { "font-size": 15, "font-weight": 600, fill: colour.ink }),
    ...axes(),
    ...curves(picture),
    ...picture.peers.flatMap(peer),
    ...picture.ours.flatMap(own),
  );
}

function axes(): string[] {
  const thin = { stroke: colour.grid, "stroke-width": 1 };
  const polls = [10, 20, 50, 100, 200, 500].flatMap((value) => [
    line(
      [
        [xOf(value), frame.top],
        [xOf(value), frame.bottom],
      ],
      thin,
    ),
    text(xOf(value), frame.bottom + 18, `${value}`, { "text-anchor": "middle", fill: colour.ink }),
  ]);
  const lags = [0.5, 1, 2, 5, 10, 20, 50].flatMap((value) => [
    line(
      [
        [frame.left, yOf(value)],
        [frame.right, yOf(value)],
      ],
      thin,
    ),
    text(frame.left - 8, yOf(value) + 4, `${value} s`, { "text-anchor": "end", fill: colour.ink }),
  ]);
  const middle = (frame.left + frame.right) / 2;
  const name = text(middle, frame.bottom + 42, "requests for one gateway (mean)", {
    "text-anchor": "middle",
    fill: colour.ink,
  });
  const side = element(
    "g",
    { transform: `translate(20 ${rounded((frame.top + frame.bottom) / 2)}) rotate(-90)` },
    text(0, 0, "seconds from ready to noticed (mean)", { "text-anchor": "middle", fill: colour.ink }),
  );
  return [...polls, ...lags, name, side];
}

const fixedStroke = { stroke: colour.peer, "stroke-width": 1.5, opacity: 0.6 };
const boundStroke = { stroke: colour.bound, "stroke-width": 2, "stroke-dasharray": "7 5" };
const riseStroke = { stroke: colour.bound, "stroke-width": 2, "stroke-dasharray": "2 5" };

function legend(row: number, words: string, stroke: typeof fixedStroke | typeof boundStroke): string[] {
  const [x, y] = [frame.right - 366, frame.top + 20 + 22 * row];
  return [
    line(
      [
        [x, y],
        [x + 30, y],
      ],
      stroke,
    ),
    text(x + 40, y + 4, words, { fill: colour.ink }),
  ];
}

function curves({ fixedIntervals, knowingTheEnds, knowingTheRises }: Picture): string[] {
  return [
    line(placed(fixedIntervals), fixedStroke),
    line(placed(knowingTheEnds), boundStroke),
    line(placed(knowingTheRises), riseStroke),
    ...legend(0, "every so many seconds, blind to progress", fixedStroke),
    ...legend(1, "least possible, knowing when gateways get ready", boundStroke),
    ...legend(2, "least possible, told every rise of progress too", riseStroke),
  ];
}

function peer({ name, meanPolls, meanLagSeconds }: Cost): string[] {
  const [x, y] = [rounded(xOf(meanPolls)), rounded(yOf(meanLagSeconds))];
  const [words, dx, dy, anchor] = labels[name] ?? [];
  const dot = element("circle", { cx: x, cy: y, r: 4.5, fill: colour.peer });
  return words === undefined
    ? [dot]
    : [dot, text(x + (dx ?? 0), y + (dy ?? 0), words, { "text-anchor": anchor ?? "start", fill: colour.ink })];
}

function own({ name, meanPolls, meanLagSeconds }: Cost): string[] {
  const [x, y] = [rounded(xOf(meanPolls)), rounded(yOf(meanLagSeconds))];
  return [
    element("circle", { cx: x, cy: y, r: 7, fill: colour.ours }),
    text(x + 8, y + 21, name, { "font-size": 15, "font-weight": 700, fill: colour.ours }),
  ];
}
