import type { Chance } from "../chance";
import { meaningful, usual } from "../populations";
import type { Timeline } from "../timeline";
import type { Fleet } from "./simulate";

/** Gateways as in the population "meaningful": 280 to 520 s. */
function timeline(_: string, chance: Chance): Timeline {
  const end = usual(chance);
  return { end, steps: meaningful()(end, chance), status: "success" };
}

const thousand: Fleet = { stacks: 1000, waits: 1, startSeconds: 60, callsPerSecond: 200, timeline };
const strict = { callsPerSecond: 20 };
const calm = { polling: "calm" } as const;
const minutes = (count: number) => ({ startSeconds: 60 * count });

/** What the table of docs/scale.md compares. */
export const scenarios: readonly [name: string, fleet: Fleet][] = [
  ["1,000 stacks, a gateway each", thousand],
  ["the same, `calm`", { ...thousand, ...calm }],
  ["1,000 stacks, started over 30 minutes", { ...thousand, ...minutes(30) }],
  ["1,000 stacks, five gateways each", { ...thousand, waits: 5 }],
  ["the same, `calm`", { ...thousand, waits: 5, ...calm }],
  ["1,000 stacks, a gateway each", { ...thousand, ...strict }],
  ["the same, `calm`", { ...thousand, ...strict, ...calm }],
  ["the same, `calm`, started over 30 minutes", { ...thousand, ...strict, ...calm, ...minutes(30) }],
  ["1,000 stacks, one gateway for all", { ...thousand, ...strict, gateway: () => "shared" }],
  ["one stack that waits; 999 use its outputs", { ...thousand, ...strict, stacks: 1 }],
];
