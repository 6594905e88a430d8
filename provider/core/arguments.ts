import { array, boolean, mixed, object, string, ValidationError } from "yup";
import { ApigError } from "../errors";
import { endpointFault, regionRule, shownAddress } from "./address";
import { isDuration } from "./duration";
import { quoted, shownValue } from "./foreignText";

/** The arguments as the engine gives them to the lifecycle: plain values, no Outputs. */
export interface Inputs {
  readonly instanceId: string;
  readonly projectId?: string;
  readonly region?: string;
  readonly endpoint?: string;
  readonly cloud?: string;
  readonly failOnError?: boolean;
  readonly triggers?: readonly unknown[];
}

/** Durations such as `10m` or `1h30m`. */
export interface Timeouts {
  readonly create?: string;
  readonly update?: string;
  readonly read?: string;
}

/** What the engine sends in a preview for a value that is not known yet, whatever the type. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether a value is not known yet, or a part of it. */
export function holdsUnknown(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === unknownValue;
  return Object.values(value).some(holdsUnknown);
}

export const idRule = /^[0-9A-Za-z_-]{1,64}$/;
/** The same for people. */
export const idForm = "1 to 64 letters, digits, hyphens or underscores";
/** What may be the value of a header: one line of printable characters without spaces. */
export const headerRule = /^[\x21-\x7e]+$/;
const id = (what: string) => word(what, idRule, `must be ${idForm}`);
const word = (what: string, regex: RegExp, rule: string) =>
  string()
    .strict()
    .typeError(`must be a string: ${what}`)
    .matches(regex, { message: `${rule}: ${what}`, excludeEmptyString: false });
const duration = string()
  .strict()
  .nullable()
  .typeError("must be a string such as 10m or 1h30m")
  .test("duration", "must be a duration such as 90s, 10m or 1h30m", (text) => text == null || isDuration(text));

const schema = object({
  instanceId: id("the gateway's id, as the console shows it").defined(
    "is missing: give the id of the gateway to wait for",
  ),
  projectId: id("the id of the project that the gateway is in"),
  region: word("a region's name such as eu-de", regionRule, "must be letters, digits and hyphens"),
  endpoint: string()
    .strict()
    .typeError("must be a string")
    .test(
      "endpoint",
      ({ value }) => endpointFault(value) ?? "",
      (value) => value === undefined || endpointFault(value) === null,
    ),
  cloud: word("the name of an entry in clouds.yaml", /^[^\s/\p{C}]+$/u, "must have no spaces or slashes"),
  failOnError: boolean().strict().typeError("must be a boolean, true or false without quotes"),
  triggers: array().strict().of(mixed().nullable()).typeError("must be an array"),
  timeouts: object({ create: duration, update: duration, read: duration })
    .default(undefined)
    .typeError("must be an object with create, update and read")
    .noUnknown("has an unknown timeout; valid timeouts are create, update and read"),
});

/** An argument that breaks a rule. The engine shows property and value, so the reason has the rule and the fix. */
export interface Failure {
  readonly property: string;
  readonly reason: string;
}

/** Every broken rule at once. A value that a preview does not know yet is accepted. */
export function argumentFailures(inputs: Readonly<Record<string, unknown>>): Failure[] {
  const given = Object.entries(inputs).filter(([, value]) => value !== undefined && value !== null);
  const unheardOf = given.filter(([name]) => !Object.hasOwn(schema.fields, name));
  const known = given.map(([name, value]) => [name, value === unknownValue ? undefined : value]);
  return [
    ...broken(Object.fromEntries(known)).filter(({ property }) => inputs[property] !== unknownValue),
    ...unheardOf.map(([property]) => ({
      property: quoted(property),
      reason: `is an unknown argument; valid arguments are ${publicNames}`,
    })),
  ];
}

/**
 * The same as the engine is to be told. It prints the value of a property that it is told of, and an address may hold a password; of a
 * property that has no value it prints `value {<nil>}`. Such a reason names the property itself.
 */
export function shownFailures(inputs: Readonly<Record<string, unknown>>): Failure[] {
  return argumentFailures(inputs).map((failure) => {
    const { property, reason } = failure;
    const value = valueAt(inputs, property);
    const hidden = property === "endpoint" && String(value).includes("@");
    return hidden || value === undefined || value === null
      ? { property: "", reason: `${property} ${reason}` }
      : failure;
  });
}

/**
 * Throws one error that names every wrong argument, with rule and value. `whose` begins the message: who was given the arguments;
 * `names`: what a caller calls an argument that has another name here.
 */
export function assertArguments(
  inputs: Readonly<Record<string, unknown>>,
  { whose = "", names = {} }: { readonly whose?: string; readonly names?: Readonly<Record<string, string>> } = {},
): void {
  const wrong = argumentFailures(inputs).map(({ property, reason }) => {
    return `${names[property] ?? property} ${reason}${shown(property, valueAt(inputs, property))}`;
  });
  if (wrong.length > 0) throw new ApigError("APIG_INVALID_ARGUMENT", `${quoted(whose)}${wrong.join("; ")}`);
}

/** The same for some of a resource's arguments; `timeouts` are its `customTimeouts`. */
export function assertGiven(inputs: Readonly<Record<string, unknown>>, whose: string): void {
  const timeouts = ["create", "update", "read"].map((key) => [`timeouts.${key}`, `customTimeouts.${key}`]);
  assertArguments({ instanceId: "any", ...inputs }, { whose, names: Object.fromEntries(timeouts) });
}

function shown(property: string, value: unknown): string {
  if (value === undefined) return "";
  if (property === "endpoint" && typeof value === "string") return shownAddress(value);
  return `, not ${quoted(shownValue(value))}`;
}

function valueAt(inputs: Readonly<Record<string, unknown>>, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => Object(value)[key], inputs);
}

const publicNames = "instanceId, projectId, region, endpoint, cloud, failOnError and triggers";

function broken(inputs: Readonly<Record<string, unknown>>): Failure[] {
  try {
    schema.validateSync(inputs, { abortEarly: false, strict: true });
    return [];
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return error.inner.map(({ path = "", message }) => ({ property: path, reason: message }));
  }
}
