import { between, type Chance } from "./chance";
import { draw, long, type Population, usual } from "./populations";
import type { Step } from "./timeline";

/** Where a share of the time is passed, in steps that stay in order. */
type Shape = (end: number, chance: Chance) => Step[];

const stuckAt =
  (level: number): Shape =>
  () => [[0, level]];

const jump: Shape = (end, chance) => [
  [0, 30],
  [chance() * end, 90],
];

const jumps: Shape = (end, chance) => {
  const moments = Array.from({ length: 3 + Math.floor(12 * chance()) }, () => chance() * end).sort((a, b) => a - b);
  return [[0, 0], ...moments.map((at): Step => [at, Math.floor(100 * chance())])];
};

const goesBack: Shape = (end, chance) => {
  const levels = [30, 50, 80, 30, 50, 80, 50, 90];
  const shift = between(0.8, 1.2, chance);
  return levels.map((level, index): Step => [shift * end * (index / levels.length), level]);
};

const sawtooth: Shape = (end) =>
  Array.from({ length: Math.ceil(end / 40) }, (_, index): Step => [40 * index, (23 * index) % 100]);

/** Ever slower, so that the end always seems near. */
const creeping: Shape = (end) =>
  Array.from({ length: 99 }, (_, level): Step => [(-Math.log(1 - level / 100) * end) / 5, level]);

const ninetyAt =
  (seconds: number): Shape =>
  () => [
    [0, 30],
    [0.3 * seconds, 50],
    [0.7 * seconds, 80],
    [seconds, 90],
  ];

/** Progress that is of no use or worse: what a schedule that believes it must survive. */
export function adversaries(size = 1000): Population[] {
  const of = (name: string, seed: number, ...[ends, shape]: [(chance: Chance) => number, Shape]): Population => ({
    name,
    about: "",
    timelines: draw(seed, ends, shape, { size }),
  });
  return [
    of("never moves from 0", 201, usual, stuckAt(0)),
    of("never moves from 30", 202, usual, stuckAt(30)),
    of("never moves from 90", 203, usual, stuckAt(90)),
    of("never moves, long", 204, long, stuckAt(30)),
    of("jumps to 90", 205, usual, jump),
    of("jumps up and down", 206, usual, jumps),
    of("jumps up and down, long", 207, long, jumps),
    of("goes back", 208, usual, goesBack),
    of("sawtooth", 209, usual, sawtooth),
    of("creeps ever slower", 210, usual, creeping),
    of("90 for 20 minutes", 211, (chance) => between(1450, 1550, chance), ninetyAt(300)),
    of("90 for 14 to 33 minutes", 212, long, ninetyAt(300)),
  ];
}
