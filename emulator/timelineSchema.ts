// Checks a file of timelines: every problem at once, each naming the gateway, the field, the rule and the value.
import { array, mixed, number, object, string, ValidationError } from "yup";
import { faultKinds } from "./fault";
import { isScenarioName, type ScenarioName, scenarioNames } from "./scenarios";
import type { Step, Timeline } from "./timeline";

const id = "[0-9A-Za-z_-]{1,64}";
const keyRule = new RegExp(`^(${id}/)?${id}$`);

const atLeast0 = "must be a number of at least 0";
const seconds = () => number().typeError(atLeast0).min(0, atLeast0);
const isBoolean = (value: unknown) => value === undefined || typeof value === "boolean";
const text = () => string().typeError("must be a string");

function isStep(value: unknown): value is Step {
  if (!Array.isArray(value) || value.length < 2 || value.length > 3) return false;
  const [at, progress, word] = value as unknown[];
  const percent = Number.isInteger(progress) && Number(progress) >= 0 && Number(progress) <= 100;
  return (
    typeof at === "number" && at >= 0 && percent && (word === undefined || (typeof word === "string" && word !== ""))
  );
}

const isAscending = (steps: readonly unknown[] = []) =>
  steps.filter(isStep).every(([at], index, all) => index === 0 || (all[index - 1]?.[0] ?? 0) < at);

const stepRule = "must be [seconds >= 0, progress 0..100 in whole percent] with an optional status word as third";
const headerRule = "must be an object of strings";
const isHeaders = (value: unknown) =>
  typeof value === "object" && value !== null && Object.values(value).every((item) => typeof item === "string");

const fault = object({
  kind: string()
    .typeError("must be a string")
    .required("is required")
    .oneOf(faultKinds, `must be one of ${faultKinds.join(", ")}`),
  from: seconds(),
  to: seconds(),
  turns: array()
    .typeError("must be a list")
    .of(number().typeError("must be a number").integer("must be a whole number").min(1, "must be at least 1")),
  reused: mixed().test("boolean", "must be true or false", isBoolean),
  status: number()
    .typeError("must be a number")
    .integer("must be a whole number")
    .min(200, "must be 200..599")
    .max(599, "must be 200..599"),
  body: mixed(),
  headers: mixed().test("headers", headerRule, (value) => value === undefined || isHeaders(value)),
  location: text(),
  bytes: seconds(),
  fill: text().min(1, "must not be empty"),
  seconds: seconds(),
})
  .typeError("must be an object")
  .noUnknown(({ unknown }) => `has unknown fields: ${unknown}`);

const timeline = object({
  steps: array()
    .typeError("must be a list")
    .required("is required")
    .of(mixed().test("step", stepRule, isStep))
    .test("ascending", "must be in ascending order of seconds", isAscending),
  end: seconds().nullable(),
  status: string().typeError("must be a string").oneOf(["success", "failed"], "must be success or failed"),
  errorCode: text().nullable(),
  errorMsg: text().nullable(),
  age: seconds(),
  gone: seconds(),
  faults: array().typeError("must be a list").of(fault),
})
  .typeError("must be a timeline or the name of a scenario")
  .nonNullable("must be a timeline or the name of a scenario")
  .noUnknown(({ unknown }) => `has unknown fields: ${unknown}`);

const shown = (value: unknown): string => {
  const json = JSON.stringify(value) ?? "nothing";
  return json.length > 80 ? `${json.slice(0, 77)}...` : json;
};

function timelineProblems(value: unknown): string[] {
  if (typeof value === "string") {
    return isScenarioName(value)
      ? []
      : [`must be one of the scenarios ${scenarioNames.join(", ")}, got ${shown(value)}`];
  }
  try {
    timeline.validateSync(value, { strict: true, abortEarly: false });
    return [];
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    const each = error.inner.length > 0 ? error.inner : [error];
    return each.map((problem) => {
      const rule = `${problem.path ? `${problem.path} ` : ""}${problem.errors[0]}`;
      const named = rule.includes("unknown fields") || rule.endsWith("is required");
      return named ? rule : `${rule}, got ${shown(problem.value)}`;
    });
  }
}

/** The problems of a gateways file's content; with none, it is a record of timelines. */
export function gatewayProblems(content: unknown): string[] {
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    return [`the file must hold a JSON object from gateway id to timeline, got ${shown(content)}`];
  }
  return Object.entries(content).flatMap(([key, value]) => {
    const keyProblems = keyRule.test(key) ? [] : ["the id must be 1 to 64 letters, digits, - or _"];
    return [...keyProblems, ...timelineProblems(value)].map((problem) => `gateway ${JSON.stringify(key)}: ${problem}`);
  });
}

export type GatewaysFile = Readonly<Record<string, Timeline | ScenarioName>>;
