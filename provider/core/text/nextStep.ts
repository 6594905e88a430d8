// What to do next: by what asked (create, refresh, a command) and by code, such as the permission that a 403 needs.
import type { ErrorCode } from "../../errors";
import { type ConfigOrigin, stackConfig } from "../configOrigin";
import type { KnownTarget } from "../outputs";
import type { Problem } from "../problem";
import type { Snapshot } from "../snapshot";

/**
 * What asked for a gateway, by which a message says what to do next. Of a resource: `create` to `import`, and `preview`, which is
 * `.get()` in one. Of a program: `wait`, and `request` for one alone. `command`: `npx pulumi-apig`, of which `watch` waits; `do`: `pulumi do` without state.
 */
export type Operation =
  | ("create" | "update" | "refresh" | "get" | "preview" | "import")
  | ("wait" | "request")
  | ("command" | "watch" | "do");

/** What the people who read a message need to know besides the outcome. */
export interface Context extends KnownTarget {
  /** Default: `wait`. */
  readonly operation?: Operation;
  /** What the state holds of the gateway, where it stays there if nothing is seen; null: nothing. */
  readonly kept?: Snapshot | null;
  /** Where config stands. Default: in the stack config. */
  readonly origin?: ConfigOrigin;
}

/** To try once more, in the middle of a sentence. */
export const again: Readonly<Record<Operation, string>> = {
  create: "run pulumi up again",
  update: "run pulumi up again",
  refresh: "run pulumi refresh again",
  get: "run the command again",
  preview: "try again",
  import: "import it again",
  // It may run in any command, since hooks do.
  wait: "run the command again",
  request: "try again",
  command: "run the command again",
  watch: "run the command again",
  do: "run the command again",
};

/** What to do when the time is over. */
export function waitLonger(operation: Operation): string {
  const goOn = `${again[operation]} to continue waiting`;
  if (operation === "watch") return asSentence(`${goOn}; raise --timeout to wait longer`);
  if (asksByItself(operation)) return asSentence(again[operation]);
  // They always wait for an hour.
  if (operation === "import" || operation === "do") return asSentence(goOn);
  const own = operation === "create" || operation === "update" ? operation : "read";
  const timeout = operation === "wait" ? "the argument timeout" : `customTimeouts.${own}`;
  return asSentence(`${goOn}; raise ${timeout} to wait longer`);
}

/** True where one request or a command asks: no answer is then no gateway that is late. */
export function asksByItself(operation: Operation | undefined): boolean {
  return operation === "request" || operation === "preview" || isCommand(operation);
}

/** True for `npx pulumi-apig`. */
export const isCommand = (operation: Operation | undefined) => operation === "command" || operation === "watch";

export const asSentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** How to get another gateway than this one. */
export function anotherOne(operation: Operation): string {
  if (isCommand(operation) || operation === "do") return "order a new gateway and use its id";
  return `order a new gateway and ${operation === "import" ? "import that one" : "set its id here"}`;
}

/** Why a creation fails. Source: "Error Codes" of the APIG API reference. */
export const creationErrors: ReadonlyMap<string | null, { readonly meaning: string; readonly remedy: string }> =
  new Map(
    Object.entries({
      "APIC.9206": {
        meaning: "creation failed",
        remedy: "Check that the network has free addresses and that the availability zone has resources",
      },
      "APIC.9218": {
        meaning: "insufficient quota",
        remedy: "Raise the project's gateway quota, or delete a gateway that is not used",
      },
      "APIC.9219": { meaning: "insufficient resources", remedy: "Choose another availability zone or edition" },
    }),
  );

/** What to do about a gateway that failed, and what keeps the next one from failing. */
export function afterFailure(errorCode: string | null, operation: Operation): string {
  const remedy = creationErrors.get(errorCode)?.remedy ?? "Look up the code in the API's error codes";
  const lost = operation === "import" ? " and cannot be imported" : "";
  const advice = `${remedy}. A failed gateway does not recover${lost}: ${anotherOne(operation)}.`;
  if (isCommand(operation) || operation === "do" || operation === "import") return advice;
  if (operation === "get" || operation === "preview")
    return `${advice} With failOnError: false, get accepts a failed gateway.`;
  return `${advice} ${replacing}`;
}

const replacing =
  "If the program creates the gateway, replace it: pulumi up --replace <urn of the gateway's resource>.";

/** What advice depends on besides the problem. */
export type Circumstances = Pick<Context, "endpoint" | "endpointFrom" | "projectId" | "operation" | "origin">;

/** Errors of these codes say what to do: the setting and its rule, or what to do about the host that is in the way. */
const advising: readonly ErrorCode[] = [
  "APIG_INVALID_SETTING",
  "APIG_NO_CREDENTIALS",
  "APIG_FOREIGN_HOST",
  "APIG_PROJECT_NOT_FOUND",
  "APIG_UNTRUSTED",
  "APIG_PROXY",
];

/** Whether the problem's own text says what to do. */
export function saysWhatToDo(problem: Pick<Problem, "code" | "saysWhatToDo">): boolean {
  return problem.saysWhatToDo ?? advising.includes(problem.code);
}

/** What to do about a problem that a wait or a check ended with. */
export function refusalAdvice(
  problem: Pick<Problem, "code" | "source" | "requestId" | "saysWhatToDo">,
  { endpoint, endpointFrom, projectId, operation = "wait", origin = stackConfig }: Circumstances,
): string {
  const { code, source, requestId } = problem;
  const { key } = origin;
  const isStored = endpointFrom === "state";
  const retry = `${again[operation]}${operation === "refresh" ? oldSettings : ""}`;
  const correctIt = `Correct what the answer reports, then ${retry}.`;
  const isShown = code === "APIG_UNAUTHORIZED" && origin.doctor;
  const doctor = isShown ? `; ${origin.doctor} shows which credential is used` : "";
  if (saysWhatToDo(problem)) return `Then ${retry}${doctor}.`;
  switch (code) {
    case "APIG_UNAUTHORIZED":
      return `Check the credential, and that the answer comes from ${source === "iam" ? "IAM" : "the API"}, not from a proxy or a firewall. Then ${retry}${doctor}.`;
    case "APIG_UNREACHABLE":
    case "APIG_PROXY_UNAVAILABLE":
      if (isStored && code === "APIG_UNREACHABLE")
        return `The address ${endpoint} is ${fromState}: set ${key("region")} or ${key("endpoint")} (or the argument of that name) to change it. If it is right, check authUrl for IAM, HTTPS_PROXY for a proxy, and this machine's DNS. Then ${retry}.`;
      return `Check the region and the address (${key("region")}, ${key("endpoint")}, the arguments region and endpoint; authUrl for IAM; HTTPS_PROXY for a proxy), and this machine's DNS. Then ${retry}.`;
  }
  // IAM's own answer says nothing about the API.
  if (source === "iam") return correctIt;
  switch (code) {
    case "APIG_FORBIDDEN":
      return `Grant the user the permission apig:instance:getCreateProgress (or the role APIG FullAccess) in project ${projectId}, or correct the project. Then ${retry}.`;
    case "APIG_WRONG_ENDPOINT":
      return `${endpoint}${isStored ? `, ${fromState},` : ""} does not serve this API: check ${key("endpoint")} and the region. Then ${retry}.`;
    case "APIG_REDIRECTED":
      return `Redirects are not followed: they could send the credential to another host. Set ${key("endpoint")} to the API's own address instead of ${endpoint}.`;
    case "APIG_NOT_FOUND":
      return "Check the instance id, the project and the region.";
    case "APIG_UNAVAILABLE":
    case "APIG_THROTTLED":
    case "APIG_BAD_RESPONSE":
      return `Try again later${requestId === undefined ? "" : "; if the error persists, contact the cloud's support with the request id"}.`;
    default:
      return correctIt;
  }
}

const fromState = "from the state (the last update)";
const oldSettings =
  " (with --run-program if you changed the stack config or the program: a plain refresh uses the old ones)";
