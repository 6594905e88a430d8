// Ready-made timelines, usable by name. The README's table shows them, and a test keeps the two in step.
import type { Timeline } from "./timeline";

// The sample on the reference pages took 324 s, and these are the levels that they list; the moments are invented.
const levels = [
  [0, 0],
  [15, 30],
  [60, 50],
  [180, 80],
  [270, 90],
] as const;
const failed = { status: "failed", errorMsg: "create failed..." } as const;

export const scenarios = {
  success: { steps: levels, end: 324, status: "success" },
  quota: { steps: [[0, 0]], end: 2, ...failed, errorCode: "APIC.9218" },
  resources: {
    steps: [
      [0, 0],
      [15, 30],
      [95, 0],
    ],
    end: 95,
    ...failed,
    errorCode: "APIC.9219",
  },
  other: { steps: [...levels, [290, 0]], end: 290, ...failed, errorCode: "APIC.9206" },
  slow: {
    steps: [
      [0, 0],
      [60, 30],
      [300, 50],
      [700, 80],
      [1000, 90],
    ],
    end: 1200,
    status: "success",
  },
  "stuck-at-90": { steps: levels, end: null },
} as const satisfies Record<string, Timeline>;

export type ScenarioName = keyof typeof scenarios;
export const scenarioNames = Object.keys(scenarios) as ScenarioName[];

export function isScenarioName(name: string): name is ScenarioName {
  return Object.hasOwn(scenarios, name);
}
