import { between, type Chance, normal, seeded } from "./chance";
import type { Step, Timeline } from "./timeline";

/** Synthetic creations, drawn from a rule and a seed: the same list on every machine. */
export interface Population {
  readonly name: string;
  readonly about: string;
  readonly timelines: readonly Timeline[];
}

const levels = [30, 50, 80, 90] as const;

/** Steps in order and before the end: noise may put them elsewhere, a gateway cannot. */
function steps(moments: readonly Step[], end: number): Step[] {
  let latest = 0;
  const ordered = moments.map(([at, progress]): Step => {
    latest = Math.max(latest, at);
    return [latest, progress];
  });
  return [[0, 0] as Step, ...ordered].filter(([at]) => at < end);
}

type Ends = (chance: Chance) => number;
type Progress = (end: number, chance: Chance) => Step[];

/** Each level is passed at about its share of the time; the noise is a share of that moment. */
export const meaningful =
  (noise = 0.08): Progress =>
  (end, chance) =>
    steps(
      levels.map((level): Step => [((end * level) / 100) * (1 + noise * normal(chance)), level]),
      end,
    );

/** The levels come in their order, at any moments before the end. */
export const meaningless: Progress = (end, chance) => {
  const moments = levels.map(() => chance() * end).sort((a, b) => a - b);
  return steps(
    levels.map((level, index): Step => [moments[index] ?? 0, level]),
    end,
  );
};

/** Progress races to 90 and then stands still for four fifths of the time. */
const early90: Progress = (end, chance) => meaningful()(end * (0.2 / 0.9), chance).filter(([at]) => at < end);

const still: Progress = () => [[0, 0]];

/** Half of the creations stop moving somewhere, the others are noisy. */
const someStuck: Progress = (end, chance) => {
  const all = meaningful(0.12)(end, chance);
  return chance() < 0.5 ? all : all.slice(0, 1 + Math.floor(chance() * all.length));
};

export const usual: Ends = (chance) => between(280, 520, chance);
const long: Ends = (chance) => between(20 * 60, 38 * 60, chance);
const wide: Ends = (chance) => 400 * Math.exp(0.5 * normal(chance));
/** Quick or slow, nothing between. */
const twoKinds: Ends = (chance) => (chance() < 0.5 ? between(150, 300, chance) : between(600, 1000, chance));

export function draw(
  seed: number,
  ends: Ends,
  progress: Progress,
  { size = 2000, status = "success" as Timeline["status"] } = {},
): Timeline[] {
  const chance = seeded(seed);
  return Array.from({ length: size }, () => {
    const end = ends(chance);
    return { steps: progress(end, chance), end, status };
  });
}

/** The name of the one that no number of the schedule was chosen by. */
export const heldOut = "held out";

/** `size` timelines of each. */
export function published(size = 2000): Population[] {
  const of = (name: string, about: string, ...[seed, ends, progress, status]: [number, Ends, Progress, "failed"?]) => ({
    name,
    about,
    timelines: draw(seed, ends, progress, { size, ...(status ? { status } : {}) }),
  });
  return [
    of("meaningful", "280 to 520 s; 30/50/80/90 at about that share, 8 % noise", 101, usual, meaningful()),
    of("meaningless", "280 to 520 s; 30/50/80/90 at any moments", 102, usual, meaningless),
    of("early 90", "280 to 520 s; 90 at a fifth of the time", 103, usual, early90),
    of("wide", "log-normal, median 400 s, sigma 0.5; meaningful", 104, wide, meaningful()),
    of("long", "20 to 38 minutes; meaningful", 105, long, meaningful()),
    of("fails at once", "failed within 10 s", 106, (chance) => between(0, 10, chance), still, "failed"),
    of(
      "already finished",
      "ready up to 10 minutes before",
      107,
      (chance) => -between(0, 600, chance),
      () => [],
    ),
    of(heldOut, "150 to 300 s or 600 to 1,000 s; 12 % noise, half of them get stuck", 108, twoKinds, someStuck),
  ];
}
