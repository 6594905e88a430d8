// The shapes that all of IAM shares: Keystone's error body, and the trace header that IAM has in place of a request id.
import type { AccessKey } from "../accessKeys";
import type { Scope } from "../authRequest";
import { newId } from "../gateways";
import type { Caller } from "../identity";
import type { Reply } from "../reply";
import type { Exchange, Handler } from "../router";

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

/** IAM writes microseconds. */
export const isoTime = (at: number): string => new Date(at).toISOString().replace("Z", "000Z");

export function temporaryKeyBody({ access, secret, securityToken, expiresAt }: Required<AccessKey>) {
  return { credential: { access, secret, securitytoken: securityToken, expires_at: isoTime(expiresAt) } };
}

export const unauthenticated = keystoneError(401, "The request you have made requires authentication.");
export const forbidden = keystoneError(403, "You are not authorized to perform the requested action.");

export const noSuchScope = ({ projectId, projectName, domainId, domainName }: Scope): Reply => {
  const project = projectId ?? projectName;
  return keystoneError(
    404,
    `Could not find ${project === undefined ? "domain" : "project"}: ${project ?? domainId ?? domainName}`,
  );
};

/** Who calls IAM itself: the front gateway refuses a signature in its own words, IAM a token. */
export function iamCaller({ request, cloud }: Exchange): Caller | Reply {
  const caller = cloud.identity.authenticate(request);
  return "status" in caller && request.headers.authorization === undefined ? unauthenticated : caller;
}

export function traced(handler: Handler): Handler {
  return (exchange) => {
    const reply = handler(exchange);
    return { ...reply, headers: { "x-iam-trace-id": `token_${newId()}`, ...reply.headers } };
  };
}
