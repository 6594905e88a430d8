import { headerRule } from "../../core/arguments";
import { attempt } from "../../core/attempt";
import type { ApigError } from "../../errors";
import type { Reply } from "../../http/transport";
import type { Expiring } from "../authMaterial";

/** Makes the error for an answer that is not as documented. */
export type Fault = (what: string) => ApigError;

type Json = Readonly<Record<string, unknown>>;

export function jsonOf({ text }: Reply, fault: Fault): Json {
  const body = attempt(SyntaxError, () => Object(JSON.parse(text)));
  if (body === undefined) throw fault("the answer is not JSON");
  return body;
}

/**
 * How long something lives that a server issued. It uses the server's own clock, so that a wrong clock on this machine does
 * not matter.
 */
export function lifetimeOf(reply: Reply, expiresAt: unknown, nowMs: number, fault: Fault): number {
  // The header has whole seconds, so it may have been sent up to one later.
  const sentAt = Date.parse(reply.headers.get("date") ?? "") + 999 || nowMs;
  const lifetimeMs = Date.parse(typeof expiresAt === "string" ? expiresAt : "") - sentAt;
  if (Number.isNaN(lifetimeMs)) throw fault("the answer has no expires_at");
  return lifetimeMs;
}

/** Temporary keys in the shape that IAM and the metadata service share. */
export function temporaryKeys(reply: Reply, nowMs: number, fault: Fault): Expiring {
  const { access, secret, securitytoken, expires_at }: Json = Object(jsonOf(reply, fault).credential);
  if (!isWord(access) || !isWord(secret) || !isWord(securitytoken)) throw fault("the answer holds no keys");
  const material = { kind: "access key", accessKey: access, secretKey: secret, securityToken: securitytoken } as const;
  return { material, lifetimeMs: lifetimeOf(reply, expires_at, nowMs, fault) };
}

/** What may stand in a header. */
export function isWord(value: unknown): value is string {
  return typeof value === "string" && headerRule.test(value);
}
