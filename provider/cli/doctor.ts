import { pollGateway } from "../client";
import { withDeadline } from "../clock";
import { assertArguments } from "../core/arguments";
import { stackConfig } from "../core/configOrigin";
import type { PollResult } from "../core/decide";
import { longestInOutput, safeText, said } from "../core/foreignText";
import { formatProblem, type Problem, problemOfError } from "../core/problem";
import { percentOf, type Snapshot } from "../core/snapshot";
import { clockText } from "../core/text/credential";
import { afterFailure, type Circumstances, refusalAdvice, saysWhatToDo } from "../core/text/nextStep";
import { type ApiConnection, type ConnectionDeps, Connections } from "../credentials/connections";
import type { Credential } from "../credentials/credential";
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
/** Settings that are read with a credential, and are none of it. */
const places: readonly string[] = ["region", "endpoint"];
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
  const connections = new Connections(deps);
  const settings = new Settings(source);
  connections.hide(settings);
  const safe = (text: string) => safeText(text, connections.redactor.redact, longestInOutput);
  const checks: Check[] = [];
  const examined = async () => {
    for await (const check of examine(instanceId, wanted, settings, connections, deps.now))
      checks.push({ ...check, text: safe(check.text), advice: check.advice && safe(check.advice) });
  };
  const late = new ApigError("APIG_UNREACHABLE", `no answer within ${limitMs / 1000} s for the next step`);
  try {
    await withDeadline({ ms: limitMs, error: () => late }, examined);
    return checks;
  } catch (error) {
    if (error !== late) throw error;
    // What still goes on adds to the other list.
    return [...checks, wrong("time", late.message, refusalAdvice(late, nowhere))];
  }
}

async function* examine(
  instanceId: string | undefined,
  wanted: Wanted,
  settings: Settings,
  connections: Connections,
  now: () => number,
): AsyncGenerator<Check> {
  let step = "credential";
  try {
    assertArguments({ instanceId: instanceId ?? noInstance, ...wanted });
    pollingOf(settings);
    const known = resolveConnection(wanted, settings);
    yield well("credential", inventory(known, otherNames(wanted, settings, known.profile)));
    yield well("endpoint", known.endpoint);
    const reached = await reach(known, connections, now);
    yield reached;
    if (reached.name === "connection" && !reached.ok) return;
    step = "project";
    const connection = await connections.get(wanted, settings).open();
    yield well("project", connection.projectId);
    const seen = await pollGateway(instanceId ?? noInstance, connection, { timeoutMs });
    yield* checksFor(seen, instanceId, connection);
  } catch (error) {
    if (!(error instanceof ApigError)) throw error;
    const { code, message, facts } = error;
    const { about, choices } = facts;
    if (about !== undefined && places.includes(about)) step = about;
    if (code === "APIG_INVALID_ARGUMENT") step = "arguments";
    if (code === "APIG_UNAUTHORIZED") step = "accepted";
    const told = wrong(
      step,
      `${message} (${code})`,
      choices ? "set one of these, in the stack config (apig:) or the environment:" : null,
    );
    yield choices ? { ...told, choices } : told;
  }
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
const origin = { ...stackConfig, doctor: null };
const nowhere: Circumstances = { operation: "command", origin, endpoint: null, projectId: null };

function failing(name: string, problem: Problem, place: Circumstances): Check {
  const advice = saysWhatToDo(problem) ? null : refusalAdvice(problem, place);
  return wrong(name, `${formatProblem(problem)} (${problem.code})`, advice);
}

/** So that nobody takes a gateway for well that was not asked for. */
const unnamed = "; no gateway was checked: give its id to check one";

/** The step that an answer is about. */
const subjects: Readonly<Partial<Record<ErrorCode, string>>> = {
  APIG_WRONG_ENDPOINT: "endpoint",
  APIG_REDIRECTED: "endpoint",
  APIG_UNAUTHORIZED: "accepted",
  APIG_FORBIDDEN: "permitted",
  APIG_NOT_FOUND: "gateway",
};

/** What one poll says about the credential, its permission and the gateway. */
function* checksFor(
  seen: PollResult,
  instanceId: string | undefined,
  { endpoint, projectId }: ApiConnection,
): Generator<Check> {
  const subject = seen.kind === "snapshot" ? "gateway" : (subjects[seen.problem.code] ?? "answer");
  const isPermitted = subject === "gateway";
  if (isPermitted || subject === "permitted") yield well("accepted", "the server accepts the credential");
  if (isPermitted)
    yield well("permitted", `the credential may query the gateway's progress${instanceId ? "" : unnamed}`);
  if (seen.kind === "snapshot") yield gatewayCheck(seen.snapshot);
  else if (!isPermitted || instanceId !== undefined)
    yield failing(subject, seen.problem, { ...nowhere, endpoint, projectId });
}

function gatewayCheck(snapshot: Snapshot): Check {
  const { status, errorCode, errorMessage } = snapshot;
  const told = [status, percentOf(snapshot), errorCode, errorMessage].filter(Boolean).join(" ");
  if (status !== "failed") return well("gateway", told);
  return wrong("gateway", told, afterFailure(errorCode, "command"));
}

/** What a credential of each kind is made of, and whose it is. */
const parts: Readonly<Record<Credential["kind"], readonly Field[]>> = {
  token: ["authToken"],
  "access key": ["accessKey", "secretKey", "securityToken"],
  password: ["userName", "userId", "password", "domainName", "domainId"],
  "server agency": ["ecsAgency"],
};
/** What any credential may assume. */
const assumed: readonly Field[] = ["agencyName", "agencyDomainName", "agencyDomainId", "delegatedProject"];

/** Says which credential is used, where its parts come from, and what else was found. Of a secret, only that it is set. */
export function inventory({ name, profile, credential }: ConnectionSettings, others: readonly string[]): string {
  const found = (fields: readonly Field[]) =>
    fields.flatMap((field) => (profile.values[field] ? [{ field, ...profile.values[field] }] : []));
  const used = [...parts[credential.kind], ...assumed];
  const told = found(used).map(({ field, from, value }) => said`${from} = ${names[field].secret ? "****" : value}`);
  const beside = found(
    Object.values(parts)
      .flat()
      .filter((field) => !used.includes(field)),
  );
  const unused = [...beside.map(({ from }) => said`${from}`), ...others];
  return `${name}: ${told.join(", ")}${unused.length === 0 ? "" : `; found but not used: ${unused.join(", ")}`}`;
}
