// Lines fitted into the columns of a picture. A terminal breaks and cuts words at its edge; a picture does neither. Pure.
import { type Line, textOf, trimmed } from "./frames";

/** A line in as many as it takes; what goes on stands as far to the right as what it began with. */
export function wrapped(line: Line, columns: number): Line[] {
  const text = [...textOf(line)];
  const indent = text.findIndex((letter) => letter !== " ");
  const lines: Line[] = [];
  for (let from = 0; from < text.length; ) {
    const shift = from === 0 ? 0 : indent - from;
    const to = endOf(text, from, from === 0 ? columns : from + columns - indent);
    lines.push(part(line, from, to, shift));
    from = to;
    while (text[from] === " ") from++;
  }
  return lines.length > 0 ? lines : [line];
}

/** The words of a line that fit, as where a terminal would cut it. */
export const cut = (line: Line, columns: number): Line => wrapped(line, columns)[0] ?? [];

/** After the last word that fits; in the middle of a word only if that is longer than a line. */
function endOf(text: readonly string[], from: number, limit: number): number {
  if (text.length <= limit) return text.length;
  const space = text.lastIndexOf(" ", limit);
  const isIndent = text.slice(from, space).every((letter) => letter === " ");
  return space <= from || isIndent ? limit : space;
}

/** What stands between two columns, moved to the right by `shift`. */
function part(line: Line, from: number, to: number, shift: number): Line {
  const runs = line.flatMap((run) => {
    const text = [...run.text].slice(Math.max(0, from - run.column), Math.max(0, to - run.column)).join("");
    return text === "" ? [] : [{ ...run, column: Math.max(run.column, from) + shift, text }];
  });
  return trimmed(runs);
}
