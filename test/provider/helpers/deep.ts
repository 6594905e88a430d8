/** Paths of every `undefined` inside a value: one of them in a hook's result breaks or hangs the engine. */
export function undefinedPaths(value: unknown, path = "result"): string[] {
  if (value === undefined) return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => undefinedPaths(inner, `${path}.${key}`));
}
