// What the emulator answers, as data, and the error bodies that the API's pages document.
import type { Fault } from "./fault";

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fault?: Fault;
  /** How long a fault with a duration lasts, in real time. */
  readonly durationMs?: number;
}

export const failure = (status: number, error_code: string, error_msg: string): Reply => ({
  status,
  body: { error_code, error_msg },
});

export const ok = (body: unknown, status = 200): Reply => ({ status, body });
export const noContent: Reply = { status: 204, body: "" };

// The reference pages of the gateway APIs show these four with every call.
export const badToken = failure(401, "APIC.7102", "Incorrect token or token resolution failed");
export const noPermission = failure(403, "APIC.7106", "No permissions to request for the method");
export const noInstance = failure(404, "APIC.7302", "Instance not found");
export const internalError = failure(500, "APIC.9000", "Failed to request internal service");

/** A token of the account, or of nothing, names no project to work in. */
export const noProject = failure(401, "APIC.7103", "The token contains no project");

// The front gateway answers these before any service is asked.
export const noSuchApi = failure(
  404,
  "APIGW.0101",
  "The API does not exist or has not been published in the environment",
);
const throttled = failure(429, "APIGW.0308", "The throttling threshold has been reached: policy user over ratelimit");
const unavailable: Reply = { status: 503, body: "Service Unavailable" };

/** The documented body of a status that a fault names without a body. */
export function documentedFailure(status: number): Reply {
  const known = [badToken, noPermission, noInstance, internalError, throttled, unavailable];
  return known.find((reply) => reply.status === status) ?? { status, body: "" };
}

/** The front gateway's own errors name the request in their body too. */
export function withRequestId(reply: Reply, request_id: string): Reply {
  const { body } = reply;
  const { error_code: code } = Object(body) as { error_code?: unknown };
  const isFront = typeof code === "string" && code.startsWith("APIGW.");
  return isFront ? { ...reply, body: { ...Object(body), request_id } } : reply;
}
