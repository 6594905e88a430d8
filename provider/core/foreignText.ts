import { ApigError, type ErrorCode, type ErrorFacts } from "../errors";
import { attempt } from "./attempt";

/** Removes every known secret from a text; with `limit`, only that many characters of the result are needed. */
export type Redact = (text: string, limit?: number) => string;

/** Characters of a text from outside that a message shows. */
export const longestInMessage = 300;
/** Characters of a text from outside that an output holds. */
export const longestInOutput = 2_000;

/**
 * A text that a server or a file wrote, made safe to print and to keep. Every such text passes through here. Decode it
 * first (JSON, a header), so that no escape hides a secret. The result has no secrets, is well-formed Unicode on one line,
 * has nothing that a terminal or the engine executes, and has at most `limit` characters.
 */
export function safeText(text: string, redact: Redact, limit: number): string {
  // Redaction comes before the cut, which could leave the beginning of a secret. A character is one unit or two.
  return cut(harmless(cut(redact(text, 2 * limit + 2), limit)), limit);
}

/** An error code. A documented code stays complete even if it contains a short secret, because it decides what to do. */
export function safeCode(code: string, redact: Redact, limit: number): string {
  return /^(APIC|APIGW?|IAM)\.\d{4}$/.test(code) ? code : safeText(code, redact, limit);
}

/** A value as a message quotes it. */
export const quoted = (text: string): string => cut(harmless(text), longestInMessage);

/** A message as a template: each value in it is quoted, each of a list by itself. */
export function said(words: TemplateStringsArray, ...values: readonly unknown[]): string {
  return words.map((text, index) => (index < values.length ? `${text}${shown(values[index])}` : text)).join("");
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return cut(value.map(shown).join(", "), longestInOutput);
  return quoted(typeof value === "string" ? value : shownValue(value));
}

/** A value as JSON; its type where it has no JSON, as a bigint, a function, or an object that holds itself. */
export function shownValue(value: unknown): string {
  return attempt(TypeError, () => JSON.stringify(value)) ?? typeof value;
}

/** Makes errors of one code, from templates as `said` reads them. */
export const errorsOf =
  (code: ErrorCode, facts: ErrorFacts = {}) =>
  (...template: Parameters<typeof said>): ApigError =>
    new ApigError(code, said(...template), facts);

/** For a setting that breaks a rule, or is missing. */
export const invalidSetting = errorsOf("APIG_INVALID_SETTING");
/** The same, where the message quotes the value of this setting. */
export const invalidValueOf = (setting: string) => errorsOf("APIG_INVALID_SETTING", { quotes: setting });
/** The same for what names the place of the API. */
export const invalidRegion = errorsOf("APIG_INVALID_SETTING", { about: "region" });
export const invalidEndpoint = errorsOf("APIG_INVALID_SETTING", { about: "endpoint" });
export const invalidArgument = errorsOf("APIG_INVALID_ARGUMENT");
export const noCredentials = errorsOf("APIG_NO_CREDENTIALS");

/** At most this many characters, never half of one. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // The slice avoids iterating over a text of megabytes.
  const characters = [...text.slice(0, 2 * limit + 2)];
  return characters.length <= limit ? text : `${characters.slice(0, limit - 3).join("")}...`;
}

/**
 * Characters that a terminal executes instead of showing: control characters, line breaks, and characters that change the
 * direction of writing or have no width. Also the start of Pulumi's own colours (`<{%fg 1%}>`): the CLI executes them too,
 * and panics on an unknown colour.
 */
const obeyed = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|\{(?=%)/gu;

/** The same text with visible escapes such as `\n` and `\u001b` instead of those characters. */
export function harmless(text: string): string {
  // gRPC of Node.js throws on half a surrogate pair.
  return text.toWellFormed().replace(obeyed, escapeOf).replace(unknownMark, "$1\\u002d$2");
}

const short: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escapeOf(character: string): string {
  const code = character.codePointAt(0) as number;
  const hex = code.toString(16);
  return short[character] ?? (code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, "0")}`);
}

/**
 * The engine's words for a value that is not known yet (one for each type): as an output, the text would be taken for
 * one. Source: `plugin/rpc.go` of the Pulumi SDK.
 */
const unknownMark =
  /^(04da6b54|1c4a061d|3eeb2bf0|6a19a0b0|030794c1|e48ece36|dd056dcd)-([0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;
