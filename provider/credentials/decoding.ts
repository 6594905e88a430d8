/** A text as it reads once escapes are taken for what they mean, and where each of its characters stood. */
export interface Decoding {
  readonly text: string;
  /** Index in the first text of the character at this index. */
  at(index: number): number;
}

export function literally(text: string): Decoding {
  return { text, at: (index) => index };
}

interface Writing {
  readonly escape: RegExp;
  /** What an escape stands for; the groups of the pattern tell which one it is. */
  meaning(groups: readonly (string | undefined)[]): string;
}

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const controls: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** How a text is written in JSON, in an address, on a page. Each alone: a secret may hold what is an escape elsewhere. */
export const writings: readonly Writing[] = [
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
export function decoded({ text, at }: Decoding, { escape: pattern, meaning }: Writing): Decoding | null {
  const parts: string[] = [];
  /** Where each piece of the new text begins, there and in the old one. */
  const pieces: { readonly index: number; readonly was: number }[] = [{ index: 0, was: 0 }];
  let length = 0;
  let done = 0;
  for (const match of text.matchAll(pattern)) {
    const before = text.slice(done, match.index);
    const meant = meaning(match.slice(1));
    parts.push(before, meant);
    pieces.push({ index: length + before.length, was: match.index });
    length += before.length + meant.length;
    done = match.index + match[0].length;
    pieces.push({ index: length, was: done });
  }
  if (done === 0) return null;
  parts.push(text.slice(done));
  return { text: parts.join(""), at: (index) => at(positionOf(pieces, index)) };
}

/** The last piece that begins at or before the index, by halving. */
function positionOf(pieces: readonly { readonly index: number; readonly was: number }[], index: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((pieces[middle]?.index ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  const { index: begin = 0, was = 0 } = pieces[low] ?? {};
  return was + index - begin;
}
