import { closest, distance } from "fastest-levenshtein";
import { knownKeys } from "./names";

/** The setting that a mistyped key may mean; null where none is like it. */
export function nearestKey(key: string): string | null {
  const known = closest(key, knownKeys);
  return distance(key, known) > key.length / 2 ? null : known;
}
