import { readFileSync } from "node:fs";
import type { Step, Timeline } from "./timeline";

/** What is wrong with a population file: every problem at once, each naming timeline, field and rule. */
export class BadPopulation extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}

export function readPopulation(file: string): Timeline[] {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new BadPopulation([`${file} is not readable as JSON: ${(error as Error).message}`]);
  }
  return parsePopulation(content);
}

export function parsePopulation(content: unknown): Timeline[] {
  if (!Array.isArray(content))
    throw new BadPopulation([`the file must hold a list of timelines, got ${shown(content)}`]);
  if (content.length === 0) throw new BadPopulation(["the list of timelines must not be empty"]);
  const problems = content.flatMap((each: unknown, index) =>
    problemsOf(each).map((problem) => `timeline ${index}: ${problem}`),
  );
  if (problems.length > 0) throw new BadPopulation(problems);
  return (content as Timeline[]).map(({ steps, end, status }) => ({
    // Noise may put a later level earlier; what counts is what the gateway shows at a moment.
    steps: [...steps].sort(([a], [b]) => a - b),
    end,
    status,
  }));
}

/** A week: beyond any deadline that a wait may have, and it keeps the bench from counting polls for hours. */
const longestSeconds = 7 * 24 * 3600;

/** Other fields (errorCode, faults and so on) belong to the emulator's timelines and are ignored. */
function problemsOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [`must be an object with steps, end and status, got ${shown(value)}`];
  }
  const { steps, end, status } = value as Record<string, unknown>;
  const problems = Array.isArray(steps)
    ? steps.flatMap((step, index) => (isStep(step) ? [] : [`steps[${index}] ${stepRule}, got ${shown(step)}`]))
    : [`steps must be a list of [seconds, progress], got ${shown(steps)}`];
  if (!isNumber(end) || end > longestSeconds) {
    problems.push(`end must be a number of seconds, at most ${longestSeconds}, got ${shown(end)}`);
  }
  if (status !== "success" && status !== "failed") {
    problems.push(`status must be "success" or "failed", got ${shown(status)}`);
  }
  return problems;
}

const stepRule = "must be [seconds, progress 0..100]";
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

function isStep(value: unknown): value is Step {
  if (!Array.isArray(value) || value.length < 2) return false;
  const [seconds, progress] = value as unknown[];
  return isNumber(seconds) && isNumber(progress) && progress >= 0 && progress <= 100;
}

function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? "nothing";
  return json.length > 60 ? `${json.slice(0, 57)}...` : json;
}
