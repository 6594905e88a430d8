import { pollGateway } from "../client";
import { assertArguments } from "../core/arguments";
import type { PollResult } from "../core/decide";
import { formatProblem } from "../core/problem";
import type { ApiConnection } from "../credentials/access";
import { cacheOf, openConnection } from "../credentials/access";
import { clockFault } from "../credentials/advice";
import type { CredentialDeps } from "../credentials/cache";
import { type ResolvedCredential, resolveCredentials, type Wanted } from "../credentials/resolve";
import type { SettingsSource } from "../credentials/settings/profile";
import { ApigError } from "../errors";
import { inventory } from "./inventory";
import { type Check, type Report, well, wrong } from "./report";

const timeoutMs = 30_000;
/** Asked for when no gateway is named: that it does not exist tells that the credential may ask. */
const noInstance = "0".repeat(32);

/**
 * Looks at everything that a wait needs, in the order a wait needs it, by the provider's own code, and stops where the
 * next step makes no sense. Never throws for what a setting, a server or a network can do.
 */
export async function diagnose(
  instanceId: string | undefined,
  wanted: Wanted,
  source: SettingsSource,
  world: CredentialDeps,
): Promise<Report> {
  const checks: Check[] = [];
  const { redact } = cacheOf(source, world).redactor;
  const add = (check: Check) =>
    checks.push({ ...check, text: redact(check.text), advice: check.advice && redact(check.advice) });
  try {
    assertArguments({ instanceId: instanceId ?? noInstance, ...wanted });
    const candidates = resolveCredentials(wanted, source);
    add(well("credential", inventory(candidates)));
    add(well("endpoint", candidates[0].endpoint));
    const reached = await reach(candidates[0], source, world);
    add(reached);
    if (reached.name === "connection" && !reached.ok) return { ok: false, checks };
    const access = await openConnection(wanted, source, world);
    add(well("project", access.projectId));
    const seen = await pollGateway(instanceId ?? noInstance, async () => access, timeoutMs);
    for (const check of checksFor(seen, instanceId, access)) add(check);
  } catch (error) {
    if (!(error instanceof ApigError)) throw error;
    add(wrong(stepOf(error, checks.length), `${error.message} (${error.code})`));
  }
  return { ok: checks.every(({ ok }) => ok), checks };
}

function stepOf({ code }: ApigError, done: number): string {
  if (code === "APIG_INVALID_ARGUMENT") return "arguments";
  if (code === "APIG_UNAUTHORIZED") return "accepted";
  return done === 0 ? "credential" : "project";
}

/** Whether the server answers at all, without a credential, and whether the clocks agree, which signatures need. */
async function reach(
  { endpoint, transport }: ResolvedCredential,
  source: SettingsSource,
  world: CredentialDeps,
): Promise<Check> {
  const send = cacheOf(source, world).transport(transport);
  try {
    const { headers } = await send({ method: "GET", url: `${endpoint}/`, timeoutMs });
    const fault = clockFault(headers.get("date"), world.now());
    if (fault) return wrong("clock", fault, "set it: a signature is good for 15 minutes");
    return well("connection", "the server answers, and the clocks agree");
  } catch (error) {
    if (!(error instanceof ApigError)) throw error;
    return wrong(
      "connection",
      error.message,
      "check the region or endpoint, the network, and HTTPS_PROXY and NO_PROXY",
    );
  }
}

/** What one look tells about the credential, its permission and the gateway. */
function checksFor(
  seen: PollResult,
  instanceId: string | undefined,
  { endpoint, projectId }: ApiConnection,
): readonly Check[] {
  const accepted = well("accepted", "the server accepts the credential");
  const permitted = well("permitted", "the credential may ask for a gateway's progress");
  if (seen.kind === "snapshot") {
    const { status, progress, errorCode, errorMessage } = seen.snapshot;
    const told = [status, progress === null ? "" : `${progress}%`, errorCode, errorMessage].filter(Boolean).join(" ");
    return [accepted, permitted, well("gateway", told)];
  }
  const { code } = seen.problem;
  const told = formatProblem(seen.problem);
  switch (code) {
    case "APIG_NOT_FOUND":
      if (instanceId === undefined) return [accepted, permitted];
      return [
        accepted,
        permitted,
        wrong("gateway", told, `check the instance id, project ${projectId} and the region`),
      ];
    case "APIG_UNAUTHORIZED":
      return [wrong("accepted", told)];
    case "APIG_FORBIDDEN":
      return [
        accepted,
        wrong(
          "permitted",
          told,
          `allow apig:instance:getCreateProgress (or give the role APIG FullAccess) in project ${projectId}`,
        ),
      ];
    case "APIG_WRONG_ENDPOINT":
      return [wrong("endpoint", told, `${endpoint} does not serve this API: correct the region or apig:endpoint`)];
    case "APIG_REDIRECTED":
      return [wrong("endpoint", told, "set apig:endpoint to the API's own address: a redirect is not followed")];
    default:
      return [wrong("answer", `${told} (${code})`, "try again later; if it stays, ask the cloud with the request id")];
  }
}
