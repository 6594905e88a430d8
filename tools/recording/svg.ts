// Frames as one SVG that needs neither script nor font file; it moves if there are several. Pure.
import { type Frame, type Line, type Run, textOf } from "./frames";

export interface Picture {
  readonly frames: readonly Frame[];
  readonly title: string;
  /** How long the last frame stays before it all begins anew. */
  readonly restMs: number;
}

const cellWidth = 8.4;
const lineHeight = 18;
const fontSize = 14;
const margin = 12;

/** As wide and as high as what is shown: on a phone each empty column makes the letters smaller. */
export function svgOf({ frames, title, restMs }: Picture): string {
  const rows = Math.max(...frames.map(({ lines }) => used(lines)));
  const columns = Math.max(...frames.flatMap(({ lines }) => lines.map((line) => [...textOf(line)].length)));
  const totalMs = (frames.at(-1)?.atMs ?? 0) + restMs;
  const width = Math.ceil(columns * cellWidth + 2 * margin);
  const height = rows * lineHeight + 2 * margin;
  // Most lines stay from frame to frame: each is written once and used many times.
  const known = new Map<string, string>();
  const shown = frames.map(({ atMs, lines }, index) => {
    const endMs = frames[index + 1]?.atMs ?? totalMs;
    return group(lines.slice(0, rows), known, { atMs, endMs, totalMs });
  });
  const still = frames.length > 1 ? `<g class="still">${usesOf(frames.at(-1)?.lines ?? [], known)}</g>` : "";
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(title)}</title>
<style>text{font:${fontSize}px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#c9d1d9}.b{font-weight:bold}.d{opacity:.6}${still === "" ? "" : stillStyle}</style>
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<defs>${[...known].map(([content, id]) => `<text id="${id}">${content}</text>`).join("\n")}</defs>
<g class="moving">
${shown.join("\n")}
</g>
${still}
</svg>
`;
}

interface Times {
  readonly atMs: number;
  readonly endMs: number;
  readonly totalMs: number;
}

/** Who wants no motion sees the last frame, as does who looks at it with what cannot animate. */
const stillStyle = ".still{display:none}@media(prefers-reduced-motion){.moving{display:none}.still{display:inline}}";

function group(lines: readonly Line[], known: Map<string, string>, times: Times): string {
  const isLast = times.endMs === times.totalMs;
  return `<g${isLast ? "" : ' display="none"'}>${animation(times)}${usesOf(lines, known)}</g>`;
}

function usesOf(lines: readonly Line[], known: Map<string, string>): string {
  const uses = lines.map((line, row) => {
    if (line.length === 0) return "";
    const content = line.flatMap(wordsOf).map(span).join("");
    const id = known.get(content) ?? `l${known.size}`;
    known.set(content, id);
    return `<use href="#${id}" x="${margin}" y="${margin + row * lineHeight + fontSize}"/>`;
  });
  return uses.join("");
}

/** When a frame is seen: the first from the start, the last until the end. */
function animation({ atMs, endMs, totalMs }: Times): string {
  const steps = [
    ...(atMs > 0 ? [{ ms: 0, display: "none" }] : []),
    { ms: atMs, display: "inline" },
    ...(endMs < totalMs ? [{ ms: endMs, display: "none" }] : []),
  ];
  if (steps.length === 1) return "";
  const times = steps.map(({ ms }) => (ms === 0 ? "0" : (ms / totalMs).toFixed(5))).join(";");
  const values = steps.map(({ display }) => display).join(";");
  return `<animate attributeName="display" calcMode="discrete" dur="${totalMs}ms" repeatCount="indefinite" keyTimes="${times}" values="${values}"/>`;
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
