import fc from "fast-check";

/** Stands in every secret, so that a part of one is found, too. */
export const secretMark = "S3cr3tMark";

const pieces = [
  "\u001b[31m",
  "\u001b]8;;http://evil.example/\u0007",
  "\u009b2J",
  "\r\n::error::x",
  "\n",
  "\u202e",
  "\u200b",
  "\u2028",
  "\ufeff",
  "\ud83d",
  "\ude00",
  "😀",
  "\u{e0041}",
  "<{%fg 1%}>",
  "<{%none%}>",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "__proto__",
  "constructor",
  "toString",
  "null",
  "100",
  "%zz",
  "%00",
  "\\u003d",
  "&amp;",
  "<",
  "</",
  "<!--",
  "]]>",

  "%s",
  "success",
  "failed",
  "creating",
  "SUCCESS",
  "APIC.7302",
  "APIC.7102",
  "IAM.1104",
  "evil.test?",
  "@",
  "//",
  "\\",
  "a".repeat(400),
  "<".repeat(3_000),
  "😀".repeat(1_100),
  "/".repeat(3_000),
  " ".repeat(3_000),
];

const units = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
  .map((codes) => String.fromCharCode(...codes));

/** Any text, with a liking for what harms. */
export const hostileText = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...pieces) }, units, fc.string({ maxLength: 12 })), {
    maxLength: 6,
  })
  .map((parts) => parts.join(""));

export const secret = fc
  .string({ minLength: 1, maxLength: 12 })
  .map((tail) => `${secretMark}${tail}`)
  .filter((text) => text === text.trim());

/** How a server may write back what it was sent. */
export const echoed = (text: string): fc.Arbitrary<string> =>
  fc.constantFrom(
    text,
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text),
    encodeURIComponent(encodeURIComponent(text)),
    escaped(text, (code) => `\\u${code.toString(16).padStart(4, "0")}`),
    escaped(text, (code) => `&#${code};`),
    escaped(text, (code) => `&#x${code.toString(16).toUpperCase()};`),
  );

function escaped(text: string, write: (code: number) => string): string {
  return Array.from({ length: text.length }, (_, index) => write(text.charCodeAt(index))).join("");
}

const anyValue = fc.oneof(
  hostileText,
  fc.constantFrom(
    null,
    true,
    0,
    -1,
    50,
    100,
    1e308,
    Number.MAX_SAFE_INTEGER,
    "success",
    "creating",
    "failed",
    "APIC.9218",
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constant({ toString: 1 }),
);

const names = fc.oneof(
  fc.constantFrom(
    "status",
    "progress",
    "error_code",
    "error_msg",
    "start_time",
    "end_time",
    "request_id",
    "error",
    "code",
    "message",
  ),
  fc.constantFrom(
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "token",
    "project",
    "projects",
    "expires_at",
  ),
  hostileText,
);

/** Written by hand: an object could not hold `__proto__`, nor a key twice. */
const jsonBody = fc
  .array(fc.tuple(names, anyValue), { maxLength: 8 })
  .map((entries) => `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(",")}}`);

/** Whatever a server may send as a body. */
export const body = fc.oneof(
  { weight: 4, arbitrary: jsonBody },
  jsonBody.map((text) => text.slice(0, -1)),
  jsonBody.map((text) => `{"error":${text}}`),
  hostileText,
  hostileText.map((text) => `<html><title>${text}</title><body>${text}`),
  fc.constantFrom("", "null", "[]", "100", '"success"', "[".repeat(20_000), '{"status":"success"', "<".repeat(200_000)),
);

/** A header's value, as Node.js lets one through. */
export const header = hostileText.map((text) => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, ""));
