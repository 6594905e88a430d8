// What stands in a picture.
export interface PictureFrame {
  readonly lines: readonly string[];
  /** When it is seen, as parts of the whole; undefined where nothing moves. */
  readonly times?: string | undefined;
  readonly values?: string | undefined;
}

const cellWidth = 8.4;

export function pictureFrames(svg: string): PictureFrame[] {
  const known = new Map(
    [...svg.matchAll(/<text id="(\w+)">(.*?)<\/text>/g)].map(([, id, content = ""]) => [id, content]),
  );
  return [...svg.matchAll(/<g(?: display="none")?>(.*?)<\/g>/g)].map(([, group = ""]) => ({
    lines: [...group.matchAll(/href="#(\w+)"/g)].map(([, id]) => textOf(known.get(id) ?? "")),
    times: /keyTimes="([^"]*)"/.exec(group)?.[1],
    values: /values="([^"]*)"/.exec(group)?.[1],
  }));
}

function textOf(content: string): string {
  let line = "";
  for (const [, x, text = ""] of content.matchAll(/<tspan x="([\d.]+)"[^>]*>(.*?)<\/tspan>/g)) {
    const said = text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
    line = line.padEnd(Math.round(Number(x) / cellWidth)) + said;
  }
  return line;
}

/** Whether a line stands in a text, and neither of its ends is within a word. Spaces count as one. */
export function isWholeIn(line: string, text: string): boolean {
  const spaced = (of: string) => ` ${of.replace(/\s+/g, " ").trim()} `;
  return spaced(text).includes(spaced(line));
}
