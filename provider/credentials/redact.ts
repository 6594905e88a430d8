// Removes secrets from what a server wrote, however they are encoded there.
import { cut, longestInMessage } from "../core/foreignText";

const mark = "[redacted]";
/** Two characters are no secret, and hiding them would make every text unreadable. */
const shortest = 3;
/** How often a text is decoded: an address in JSON in JSON. A text that is long is not worth it. */
const depth = 3;
const longText = 64 * 1024;
/** Characters that the longest way to write one takes, such as `&#x0041;`. */
const longestWriting = 10;

/** From, and up to but without, an index. */
type Range = readonly [from: number, to: number];

/** Hides known secrets in texts that a server wrote: a server may repeat header values, as the gateway does with signatures. */
export class Redactor {
  readonly #secrets = new Set<string>();
  #longest = 0;

  add(...secrets: readonly (string | null | undefined)[]): void {
    for (const secret of secrets) {
      if (!secret || secret.length < shortest) continue;
      for (const form of formsOf(secret)) this.#secrets.add(form);
      // A message quotes no more of a value.
      const begin = cut(secret, longestInMessage);
      if (begin !== secret) this.#secrets.add(begin.slice(0, -"...".length));
      this.#longest = Math.max(this.#longest, secret.length * longestWriting);
    }
  }

  /**
   * Hides secrets as they are and as JSON, an address or a page writes them, one in the other too. With `limit` the
   * work is bounded: the result is right as far as it goes, which is at least that far unless secrets were hidden.
   */
  readonly redact = (text: string, limit = text.length): string => {
    const end = limit + this.#longest;
    const whole = text.length <= end;
    const ranges = this.#find(whole ? text : text.slice(0, end));
    // A secret that begins later may not be whole in what was searched.
    return hide(text, ranges, whole ? text.length : limit);
  };

  #find(text: string): Range[] {
    const found: Range[] = [];
    let layers: Decoding[] = [{ text, placeOf: (index) => index }];
    for (let level = 0; layers.length > 0; level++) {
      for (const layer of layers)
        for (const secret of this.#secrets) for (const range of occurrences(layer, secret)) found.push(range);
      if (level === (text.length > longText ? 1 : depth)) break;
      layers = layers.flatMap((layer) => writings.flatMap((writing) => decoded(layer, writing) ?? []));
    }
    return found.sort(([a], [b]) => a - b);
  }
}

/** As it is, and as an address or a form writes what is no ASCII, or a space. */
function formsOf(secret: string): readonly string[] {
  const encoded = encodeURIComponent(secret.toWellFormed());
  return [secret, encoded, encoded.replaceAll("%20", "+"), secret.replaceAll(" ", "+")];
}

function* occurrences({ text, placeOf }: Decoding, secret: string): Generator<Range> {
  for (let from = text.indexOf(secret); from >= 0; from = text.indexOf(secret, from + 1))
    yield [placeOf(from), placeOf(from + secret.length)];
}

function hide(text: string, ranges: readonly Range[], end: number): string {
  let safe = "";
  let done = 0;
  for (const [from, to] of ranges) {
    if (from >= end) break;
    if (from >= done) safe += text.slice(done, from) + mark;
    done = Math.max(done, to);
  }
  return safe + text.slice(done, Math.max(done, end));
}

/** A text as it reads once escapes are taken for what they mean. */
interface Decoding {
  readonly text: string;
  /** Where the character at an index stood in the first text, or where that ended. */
  placeOf(index: number): number;
}

interface Writing {
  readonly escape: RegExp;
  /** What an escape stands for; the groups of the pattern tell which one it is. */
  meaning(groups: readonly (string | undefined)[]): string;
}

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const controls: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** How a text is written in JSON, in an address, on a page. Each alone: a secret may hold what is an escape elsewhere. */
const writings: readonly Writing[] = [
  {
    escape: /\\u([0-9a-f]{4})|\\(["'\\/bfnrt])/gi,
    meaning: ([unit, sign = ""]) => (unit === undefined ? (controls[sign] ?? sign) : fromHex(unit)),
  },
  { escape: /%([0-7][0-9a-f])/gi, meaning: ([byte = ""]) => fromHex(byte) },
  {
    escape: /&#x([0-9a-f]{1,6});|&#([0-9]{1,7});|&(amp|lt|gt|quot|apos);/gi,
    meaning: ([hex, decimal, name = ""]) =>
      named[name.toLowerCase()] ?? fromCode(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)),
  },
];

const fromHex = (hex: string) => fromCode(Number.parseInt(hex, 16));
const fromCode = (code: number) => (code > 0x10ffff ? "\ufffd" : String.fromCodePoint(code));

/** The same text with one layer of these escapes less; null when there is none. */
function decoded({ text, placeOf }: Decoding, { escape: pattern, meaning }: Writing): Decoding | null {
  const parts: string[] = [];
  const places: number[] = [];
  let done = 0;
  const keep = (end: number) => {
    for (let index = done; index < end; index++) places.push(placeOf(index));
  };
  for (const match of text.matchAll(pattern)) {
    const meant = meaning(match.slice(1));
    parts.push(text.slice(done, match.index), meant);
    // No escape is shorter than what it means.
    keep(match.index + meant.length);
    done = match.index + match[0].length;
  }
  if (done === 0) return null;
  keep(text.length + 1);
  return { text: parts.join("") + text.slice(done), placeOf: (index) => places[index] as number };
}
