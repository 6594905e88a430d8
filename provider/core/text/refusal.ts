import { stackConfig } from "../configOrigin";
import type { Problem } from "../problem";
import type { Context } from "./context";
import { again } from "./nextStep";

/** What advice depends on besides the problem. */
export type Circumstances = Pick<Context, "endpoint" | "projectId" | "operation" | "origin">;

/** What to do about a problem that a wait or a check ended with. */
export function refusalAdvice(
  { code, source, requestId }: Pick<Problem, "code" | "source" | "requestId">,
  { endpoint, projectId, operation, origin = stackConfig }: Circumstances,
): string {
  const { key, isSeenByDoctor } = origin;
  const retry = `${again(operation)}${operation === "refresh" ? oldSettings : ""}`;
  const correctIt = `Correct what the answer names and ${retry}.`;
  switch (code) {
    case "APIG_UNAUTHORIZED":
      return `Then ${retry}${isSeenByDoctor ? "; npx pulumi-apig doctor shows which credential is used" : ""}.`;
    case "APIG_UNREACHABLE":
    case "APIG_PROXY_UNAVAILABLE":
      return `Correct the region or the address (${key("region")}, ${key("endpoint")}, the arguments region and endpoint; authUrl for IAM; HTTPS_PROXY for a proxy), or this machine's DNS, and ${retry}.`;
  }
  // IAM's own answer says nothing about the API.
  if (source === "iam") return correctIt;
  switch (code) {
    case "APIG_FORBIDDEN":
      return `Give the user the permission apig:instance:getCreateProgress (or the role APIG FullAccess) in project ${projectId}, or correct the project, and ${retry}.`;
    case "APIG_WRONG_ENDPOINT":
      return `${endpoint} does not serve this API: check ${key("endpoint")} and the region, and ${retry}.`;
    case "APIG_REDIRECTED":
      return `A redirect is not followed, since it could carry the credential to another host: set ${key("endpoint")} to the API's own address instead of ${endpoint}.`;
    case "APIG_NOT_FOUND":
      return "Check the instance id, the project and the region.";
    case "APIG_UNAVAILABLE":
    case "APIG_THROTTLED":
    case "APIG_BAD_RESPONSE":
      return `Try again later${requestId === null ? "" : "; if it stays, ask the cloud with the request id"}.`;
    default:
      return correctIt;
  }
}

const oldSettings =
  " (with --run-program after a change of the stack config or the program, which a plain refresh does not see)";
