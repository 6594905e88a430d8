// Frames as one animated SVG that needs neither script nor font file. Pure.
import type { Frame, Line, Run } from "./frames";

export interface Picture {
  readonly frames: readonly Frame[];
  readonly columns: number;
  readonly title: string;
  /** How long the last frame stays before it all begins anew. */
  readonly restMs: number;
}

const cellWidth = 8.4;
const lineHeight = 18;
const fontSize = 14;
const margin = 16;

export function svgOf({ frames, columns, title, restMs }: Picture): string {
  const rows = Math.max(...frames.map(({ lines }) => used(lines)));
  const totalMs = (frames.at(-1)?.atMs ?? 0) + restMs;
  const width = Math.ceil(columns * cellWidth + 2 * margin);
  const height = rows * lineHeight + 2 * margin;
  // Most lines stay from frame to frame: each is written once and used many times.
  const known = new Map<string, string>();
  const shown = frames.map(({ atMs, lines }, index) => {
    const endMs = frames[index + 1]?.atMs ?? totalMs;
    return group(lines.slice(0, rows), known, { atMs, endMs, totalMs });
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(title)}</title>
<style>text{font:${fontSize}px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#c9d1d9}.b{font-weight:bold}.d{opacity:.6}</style>
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<defs>${[...known].map(([content, id]) => `<text id="${id}">${content}</text>`).join("\n")}</defs>
${shown.join("\n")}
</svg>
`;
}

interface Times {
  readonly atMs: number;
  readonly endMs: number;
  readonly totalMs: number;
}

/** One frame; without animation only the last one is seen. */
function group(lines: readonly Line[], known: Map<string, string>, { atMs, endMs, totalMs }: Times): string {
  const uses = lines.map((line, row) => {
    if (line.length === 0) return "";
    const content = line.flatMap(wordsOf).map(span).join("");
    const id = known.get(content) ?? `l${known.size}`;
    known.set(content, id);
    return `<use href="#${id}" x="${margin}" y="${margin + row * lineHeight + fontSize}"/>`;
  });
  const part = (ms: number) => (ms / totalMs).toFixed(5);
  const last = endMs === totalMs;
  const times = last ? `0;${part(atMs)}` : `0;${part(atMs)};${part(endMs)}`;
  const values = last ? "none;inline" : "none;inline;none";
  const animate = `<animate attributeName="display" calcMode="discrete" dur="${totalMs}ms" repeatCount="indefinite" keyTimes="${times}" values="${values}"/>`;
  return `<g${last ? "" : ' display="none"'}>${animate}${uses.join("")}</g>`;
}

/** Some viewers collapse spaces: what is apart by more than one gets a place of its own. */
function wordsOf(run: Run): Run[] {
  const words = [...run.text.matchAll(/\S+(?: \S+)*/g)];
  return words.map(({ 0: text, index }) => ({ ...run, text, column: run.column + index }));
}

function span({ column, text, color, bold, dim }: Run): string {
  const classes = [bold && "b", dim && "d"].filter(Boolean).join(" ");
  const attributes = [
    `x="${(column * cellWidth).toFixed(1)}"`,
    // Keeps columns in line whatever font the viewer has.
    `textLength="${([...text].length * cellWidth).toFixed(1)}"`,
    ...(color ? [`fill="${color}"`] : []),
    ...(classes ? [`class="${classes}"`] : []),
  ];
  return `<tspan ${attributes.join(" ")}>${escaped(text)}</tspan>`;
}

function used(lines: readonly Line[]): number {
  return lines.findLastIndex((line) => line.length > 0) + 1;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
