import type { ConfigOrigin } from "../../core/configOrigin";
import { cut, quoted } from "../../core/foreignText";
import { knownKeys, nearestKey } from "./names";

/** What to say of a key that nothing reads, with the nearest that something does; null for one that is known. */
export function unknownKey(key: string, origin: ConfigOrigin): string | null {
  if (knownKeys.includes(key)) return null;
  const known = nearestKey(key);
  const nearest = known === null ? "" : `; did you mean ${origin.key(known)}?`;
  return quoted(`${origin.setting(cut(key, 80))} is not a setting of this provider${nearest}`);
}
