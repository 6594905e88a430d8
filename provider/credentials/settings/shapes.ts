import { isObject } from "../../core/errorBody";
import { invalidSetting } from "../../core/foreignText";
import type { ApigError } from "../../errors";

/** A mapping of a file that a person wrote. */
export type Mapping = Readonly<Record<string, unknown>>;

/** What a value is, in words of the file. */
function wordFor(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  const words: Readonly<Record<string, string>> = { string: "a text", number: "a number", boolean: "true or false" };
  return words[typeof value] ?? "a mapping";
}

const wrongShape = (what: string, value: unknown, shape: string): ApigError =>
  invalidSetting`${what} is ${wordFor(value)}, but must be ${shape}`;

export function mappingOf(value: unknown, what: string): Mapping {
  if (isObject(value)) return value;
  throw wrongShape(what, value, "a mapping");
}

export function listOf(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw wrongShape(what, value, "a list");
}

/** What is missing or null is empty. The value is not shown: it may be a secret. */
export function textOf(value: unknown, what: string): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  throw wrongShape(what, value, "a text");
}
