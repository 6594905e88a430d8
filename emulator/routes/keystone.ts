// The shapes that all of IAM shares: Keystone's error body, and the trace header that IAM has in place of a request id.
import { newId } from "../gateways";
import type { Reply } from "../reply";
import type { Handler } from "../router";

const titles: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
};

export function keystoneError(code: number, message: string): Reply {
  return { status: code, body: { error: { code, message, title: titles[code] } } };
}

/** IAM's newer form: its own code beside Keystone's body. */
export function iamError(code: number, error_code: string, message: string): Reply {
  return { status: code, body: { error: { code, message, title: titles[code] }, error_code, error_msg: message } };
}

export const unauthenticated = keystoneError(401, "The request you have made requires authentication.");
export const forbidden = keystoneError(403, "You are not authorized to perform the requested action.");

export function traced(handler: Handler): Handler {
  return (exchange) => {
    const reply = handler(exchange);
    return { ...reply, headers: { "x-iam-trace-id": `token_${newId()}`, ...reply.headers } };
  };
}
