import { headerRule } from "../../core/arguments";
import type { Reply } from "../../http/transport";
import type { Expiring } from "../authMaterial";
import { lifetimeOf } from "./lifetime";

/** Temporary keys in the shape that IAM and the metadata service share, or what is wrong with the answer. */
export function temporaryKeys(reply: Reply, nowMs: number): Expiring | string {
  const { access, secret, securitytoken, expires_at } = credentialIn(reply.text);
  if (!isText(access) || !isText(secret) || !isText(securitytoken)) return "the answer holds no keys";
  const lifetimeMs = lifetimeOf(reply, expires_at, nowMs);
  if (lifetimeMs === null) return "the answer has no expires_at";
  const material = { kind: "keys", accessKey: access, secretKey: secret, securityToken: securitytoken } as const;
  return { material, lifetimeMs };
}

function credentialIn(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(Object(JSON.parse(text)).credential);
  } catch {
    return {};
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string" && headerRule.test(value);
}
