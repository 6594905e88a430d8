import { pollGateway } from "../client";
import { systemClock } from "../clock";
import { assertArguments } from "../core/arguments";
import { stackConfig } from "../core/configOrigin";
import type { PollResult } from "../core/decide";
import { longestInOutput, safeText, said } from "../core/foreignText";
import { formatProblem, type Problem, problemOfError } from "../core/problem";
import { percentOf, type Snapshot } from "../core/snapshot";
import { clockText } from "../core/text/credential";
import { afterFailure, type Circumstances, refusalAdvice, saysWhatToDo } from "../core/text/nextStep";
import { type ApiConnection, type ConnectionDeps, Connections } from "../credentials/connections";
import { type ConnectionSettings, otherNames, resolveConnection, type Wanted } from "../credentials/resolve";
import { clockOff } from "../credentials/serverTime";
import { type Field, names } from "../credentials/settings/names";
import type { SettingsSource } from "../credentials/settings/profile";
import { Settings } from "../credentials/settings/settings";
import { ApigError, type ErrorCode } from "../errors";
import { pollingOf } from "../wait/gatewayWait";
import { type Check, well, wrong } from "./report";

/** The timeout of one request. */
const timeoutMs = 10_000;
/** Used if no gateway is named. If the API answers that it does not exist, the credential may ask. */
const noInstance = "0".repeat(32);

/**
 * Checks everything that a wait needs, in the order of a wait, with the provider's own code. Stops if the next step is not
 * possible, and ends within `limitMs`, whatever the network does. Errors of settings, servers and the network become checks;
 * they are not thrown.
 */
export async function diagnose(
  instanceId: string | undefined,
  wanted: Wanted,
  source: SettingsSource,
  deps: ConnectionDeps,
  limitMs = 24_000,
): Promise<readonly Check[]> {
  const checks: Check[] = [];
  const connections = new Connections(deps);
  const settings = new Settings(source);
  connections.hide(settings);
  const { redact } = connections.redactor;
  const safe = (text: string) => safeText(text, redact, longestInOutput);
  const add = (check: Check) =>
    checks.push({ ...check, text: safe(check.text), advice: check.advice && safe(check.advice) });
  const ended = new AbortController();
  const steps = examine(instanceId, wanted, settings, connections, deps.now, add).then(() => true);
  const late = systemClock.sleep(limitMs, ended.signal).then(() => false);
  const inTime = await Promise.race([steps, late]).finally(() => ended.abort());
  if (inTime) return checks;
  const advice = refusalAdvice({ code: "APIG_UNREACHABLE", requestId: null }, nowhere);
  // What still goes on adds to the other list.
  return [...checks, wrong("time", `no answer within ${limitMs / 1000} s for the next step`, advice)];
}

async function examine(
  instanceId: string | undefined,
  wanted: Wanted,
  settings: Settings,
  connections: Connections,
  now: () => number,
  add: (check: Check) => number,
): Promise<void> {
  let done = 0;
  try {
    assertArguments({ instanceId: instanceId ?? noInstance, ...wanted });
    pollingOf(settings);
    const known = resolveConnection(wanted, settings);
    add(well("credential", inventory(known, otherNames(wanted, settings, known.profile))));
    done = add(well("endpoint", known.endpoint));
    const reached = await reach(known, connections, now);
    add(reached);
    if (reached.name === "connection" && !reached.ok) return;
    const connection = await connections.get(wanted, settings).open();
    add(well("project", connection.projectId));
    const seen = await pollGateway(instanceId ?? noInstance, connection, { timeoutMs });
    for (const check of checksFor(seen, instanceId, connection)) add(check);
  } catch (error) {
    if (!(error instanceof ApigError)) throw error;
    add(wrong(stepOf(error, done), `${error.message} (${error.code})`));
  }
}

function stepOf({ code }: ApigError, done: number): string {
  if (code === "APIG_INVALID_ARGUMENT") return "arguments";
  if (code === "APIG_UNAUTHORIZED") return "accepted";
  return done === 0 ? "credential" : "project";
}

/** Checks, without a credential, that the server answers, and that the clocks agree, since signatures need that. */
async function reach(
  { endpoint, transport }: ConnectionSettings,
  connections: Connections,
  now: () => number,
): Promise<Check> {
  try {
    const send = connections.transport(transport);
    const { headers } = await send({ method: "GET", url: `${endpoint}/`, timeoutMs });
    const offMs = clockOff(headers.get("date"), now());
    if (offMs !== null) return wrong("clock", clockText(offMs), "set it: a signature is valid for 15 minutes");
    return well("connection", "the server answers, and the clocks agree");
  } catch (error) {
    if (!(error instanceof ApigError)) throw error;
    return failing("connection", problemOfError(error, connections.redactor.redact), { ...nowhere, endpoint });
  }
}

/** It is the doctor itself that gives advice, so none says to run it. */
const origin = { ...stackConfig, isSeenByDoctor: false };
const nowhere: Circumstances = { operation: "command", origin, endpoint: null, projectId: null };

const failing = (name: string, problem: Problem, place: Circumstances): Check =>
  wrong(
    name,
    `${formatProblem(problem)} (${problem.code})`,
    saysWhatToDo(problem) ? null : refusalAdvice(problem, place),
  );

/** The step that an answer is about. */
const subjects: Readonly<Partial<Record<ErrorCode, string>>> = {
  APIG_WRONG_ENDPOINT: "endpoint",
  APIG_REDIRECTED: "endpoint",
  APIG_UNAUTHORIZED: "accepted",
  APIG_FORBIDDEN: "permitted",
  APIG_NOT_FOUND: "gateway",
};

/** What one poll says about the credential, its permission and the gateway. */
function checksFor(
  seen: PollResult,
  instanceId: string | undefined,
  { endpoint, projectId }: ApiConnection,
): readonly Check[] {
  const accepted = well("accepted", "the server accepts the credential");
  const permitted = well("permitted", "the credential may ask for a gateway's progress");
  if (seen.kind === "snapshot") return [accepted, permitted, gatewayCheck(seen.snapshot)];
  const { problem } = seen;
  const subject = subjects[problem.code] ?? "answer";
  if (subject === "gateway" && instanceId === undefined) return [accepted, permitted];
  const before: Readonly<Record<string, readonly Check[]>> = { permitted: [accepted], gateway: [accepted, permitted] };
  return [...(before[subject] ?? []), failing(subject, problem, { ...nowhere, endpoint, projectId })];
}

function gatewayCheck(snapshot: Snapshot): Check {
  const { status, errorCode, errorMessage } = snapshot;
  const told = [status, percentOf(snapshot), errorCode, errorMessage].filter(Boolean).join(" ");
  if (status !== "failed") return well("gateway", told);
  return wrong("gateway", told, afterFailure(errorCode, "command"));
}

/** The parts of a credential that are listed. Of a secret, only that it is set. */
const parts: readonly Field[] = [
  "authToken",
  "accessKey",
  "secretKey",
  "securityToken",
  "userName",
  "userId",
  "password",
  "domainName",
  "domainId",
  "ecsAgency",
  "agencyName",
  "agencyDomainName",
  "agencyDomainId",
  "delegatedProject",
];

/** Says which credential is used, where its parts come from, and which others were found. */
export function inventory({ name, profile }: ConnectionSettings, others: readonly string[]): string {
  const { values } = profile;
  const told = parts.flatMap((field) => {
    const setting = values[field];
    return setting ? [said`${setting.from} = ${names[field].secret ? "****" : setting.value}`] : [];
  });
  const unused = others.length === 0 ? "" : `; also found, and not used: ${others.join(", ")}`;
  return `${name}: ${told.join(", ")}${unused}`;
}
