import type { ConfigOrigin } from "../../core/configOrigin";
import { cut, quoted } from "../../core/foreignText";
import { knownKeys, nearestKey } from "./names";

/** Those of these keys that nothing reads, each with what to say of it, and the nearest that something does. */
export function unknownKeys(keys: Iterable<string>, origin: ConfigOrigin): ReadonlyMap<string, string> {
  const unknown = [...keys].filter((key) => !knownKeys.includes(key));
  return new Map(unknown.map((key) => [key, toldOf(key, origin)]));
}

function toldOf(key: string, origin: ConfigOrigin): string {
  const known = nearestKey(key);
  const nearest = known === null ? "" : `; did you mean ${origin.key(known)}?`;
  return quoted(`${origin.setting(cut(key, 80))} is not a setting of this provider${nearest}`);
}
