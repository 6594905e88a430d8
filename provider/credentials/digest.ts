import { createHash } from "node:crypto";

/** A key that stands for any value, so that no secret is a key of anything. */
export function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
