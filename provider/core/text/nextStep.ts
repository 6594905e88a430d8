import type { Operation } from "./context";

/** In the middle of a sentence. */
const tries: Readonly<Record<Operation, string>> = {
  create: "run pulumi up again",
  update: "run pulumi up again",
  refresh: "run pulumi refresh again",
  get: "run the command again",
  import: "import it again",
  request: "try again",
  command: "try again",
};

export function again(operation: Operation = "create"): string {
  return tries[operation];
}

/** What to do when the time is over. */
export function waitLonger(operation: Operation | undefined): string {
  if (operation === undefined || operation === "request" || operation === "command") return "Try again.";
  const goOn = `${tries[operation]} to go on waiting`;
  // An import always waits for an hour.
  if (operation === "import") return asSentence(goOn);
  const timeout = operation === "create" || operation === "update" ? operation : "read";
  return asSentence(`${goOn}; customTimeouts.${timeout} sets for how long`);
}

export const asSentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** How to get another gateway than this one. */
export function anotherOne(operation: Operation | undefined): string {
  if (operation === "command") return "order a new gateway and use its id";
  return `order a new gateway and ${operation === "import" ? "import that one" : "give its id here"}`;
}

/** What to do about a gateway that failed; `remedy` keeps the next one from failing. */
export function afterFailure(remedy: string, operation: Operation | undefined): string {
  const next = anotherOne(operation);
  if (operation === "import")
    return `A failed gateway does not recover and cannot be imported: ${remedy}, then ${next}.`;
  const advice = `A failed gateway does not recover: ${remedy}, then ${next}.`;
  if (operation === "command") return advice;
  if (operation === "get") return `${advice} With failOnError: false, get takes a failed one as it is.`;
  return `${advice} ${replacing}`;
}

const replacing =
  "This resource itself need not be replaced. If your program makes the gateway, replace the resource that makes it, such as pulumi up --replace <urn of that resource>.";
