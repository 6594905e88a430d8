import { expect } from "chai";

/** Paths of every `undefined` inside a value: one of them in a hook's result breaks or hangs the engine. */
export function undefinedPaths(value: unknown, path = "result"): string[] {
  if (value === undefined) return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => undefinedPaths(inner, `${path}.${key}`));
}

/** No property of a value, or of what it holds, has this text: as text, bytes, hex or base64. */
export function expectNoTrace(value: unknown, secret: string): void {
  const seen = new Set<unknown>();
  const search = (part: unknown, path: string): void => {
    if (typeof part === "string") {
      for (const code of ["utf8", "hex", "base64"] as const)
        expect(part.includes(Buffer.from(secret).toString(code)), `${path} as ${code}`).to.equal(false);
      return;
    }
    if (typeof part !== "object" || part === null || seen.has(part)) return;
    seen.add(part);
    if (ArrayBuffer.isView(part)) {
      const { buffer, byteOffset, byteLength } = part;
      search(Buffer.from(buffer, byteOffset, byteLength).toString("latin1"), `the bytes of ${path}`);
      return;
    }
    for (const name of Reflect.ownKeys(part)) search(Reflect.get(part, name), `${path}.${String(name)}`);
  };
  search(value, "value");
}
