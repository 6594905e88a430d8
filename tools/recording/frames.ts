// What a terminal shows, moment by moment, as styled text.
import type { Terminal } from "@xterm/headless";

export interface Style {
  /** `#rrggbb`; absent: the terminal's own. */
  readonly color?: string;
  readonly bold?: true;
  readonly dim?: true;
}

/** Text of one style. */
export interface Run extends Style {
  readonly column: number;
  readonly text: string;
}

export type Line = readonly Run[];

export interface Frame {
  readonly atMs: number;
  readonly lines: readonly Line[];
}

/** The visible part of the screen. A line that the terminal broke at its edge is whole again. */
export function linesOf(screen: Terminal): Line[] {
  const { active } = screen.buffer;
  const lines: { -readonly [Key in keyof Run]: Run[Key] }[][] = [];
  let before = 0;
  for (let row = 0; row < screen.rows; row++) {
    const line = active.getLine(active.baseY + row);
    const goesOn = line?.isWrapped === true && lines.length > 0;
    before = goesOn ? before + screen.cols : 0;
    if (!goesOn) lines.push([]);
    const runs = lines.at(-1) ?? [];
    for (let column = 0; line && column < screen.cols; column++) {
      const cell = line.getCell(column);
      const text = cell?.getChars() || " ";
      if (!cell || cell.getWidth() === 0) continue;
      const style = styleOf(cell);
      const last = runs.at(-1);
      if (last && same(last, style)) last.text += text;
      else runs.push({ column: before + column, text, ...style });
    }
  }
  return lines.map(trimmed);
}

/** Without the blanks after each text. */
export const trimmed = (line: Line): Line =>
  line.map((run) => ({ ...run, text: run.text.trimEnd() })).filter(({ text }) => text !== "");

/** What stands on a line. */
export const textOf = (line: Line): string => line.reduce((text, run) => text.padEnd(run.column) + run.text, "");

type Cell = NonNullable<ReturnType<NonNullable<ReturnType<Terminal["buffer"]["active"]["getLine"]>>["getCell"]>>;

function styleOf(cell: Cell): Style {
  const color = colorOf(cell);
  return {
    ...(color !== undefined && { color }),
    ...(cell.isBold() && { bold: true as const }),
    ...(cell.isDim() && { dim: true as const }),
  };
}

const same = (one: Style, other: Style) =>
  one.color === other.color && one.bold === other.bold && one.dim === other.dim;

const sixteen = [
  ...["#484f58", "#ff7b72", "#3fb950", "#d29922", "#58a6ff", "#bc8cff", "#39c5cf", "#b1bac4"],
  ...["#6e7681", "#ffa198", "#56d364", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#f0f6fc"],
];

function colorOf(cell: Cell): string | undefined {
  if (cell.isFgDefault()) return undefined;
  const color = cell.getFgColor();
  if (cell.isFgRGB()) return `#${color.toString(16).padStart(6, "0")}`;
  if (color < 16) return sixteen[color];
  const levels = color < 232 ? cube(color - 16) : Array<number>(3).fill(8 + (color - 232) * 10);
  return `#${levels.map((level) => level.toString(16).padStart(2, "0")).join("")}`;
}

/** The 6 x 6 x 6 colours of a 256-colour terminal. */
function cube(index: number): number[] {
  return [Math.floor(index / 36), Math.floor(index / 6) % 6, index % 6].map((part) =>
    part === 0 ? 0 : 55 + part * 40,
  );
}
