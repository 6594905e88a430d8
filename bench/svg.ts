type Attributes = Readonly<Record<string, string | number>>;

/** One element; `content` is markup, text goes through `text`. */
export function element(name: string, attributes: Attributes, ...content: readonly string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  return content.length === 0
    ? `<${name}${written.join("")}/>`
    : `<${name}${written.join("")}>${content.join("")}</${name}>`;
}

export function text(x: number, y: number, words: string, attributes: Attributes = {}): string {
  return element("text", { x: rounded(x), y: rounded(y), ...attributes }, escaped(words));
}

export function line(points: readonly (readonly [number, number])[], attributes: Attributes): string {
  const path = points.map(([x, y]) => `${rounded(x)},${rounded(y)}`).join(" ");
  return element("polyline", { points: path, fill: "none", ...attributes });
}

export const rounded = (value: number) => Math.round(value * 10) / 10;

const escaped = (words: string) =>
  words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
