import { trimmed } from "../core/changes";
import { ApigError } from "../errors";
import type { Access } from "./access";
import { names, readSettings, type SettingsSource } from "./settings";

/** What the program or the state says about the place; settings fill in the rest. */
export interface Wanted {
  readonly projectId?: string | undefined;
  readonly endpoint?: string | undefined;
  /** Where the gateway was found before, for when nothing else names an endpoint. */
  readonly lastEndpoint?: string | undefined;
}

/** Resolves endpoint, project and credential, without a request. Throws ApigError naming everything that is missing. */
export function openAccess(wanted: Wanted, source: SettingsSource): Access {
  const settings = readSettings(source);
  const token = settings.token?.value;
  const projectId = wanted.projectId ?? settings.projectId?.value;
  const endpoint = wanted.endpoint ?? settings.endpoint?.value ?? wanted.lastEndpoint;
  if (!token) throw new ApigError("APIG_NO_CREDENTIALS", noCredentials());
  if (!projectId) throw new ApigError("APIG_INVALID_SETTING", missing("project", "projectId", names.projectId.env));
  if (!endpoint) throw new ApigError("APIG_INVALID_SETTING", missing("endpoint", "endpoint", names.endpoint.env));
  return {
    endpoint: trimmed(endpoint),
    projectId,
    headers: async () => ({ "x-auth-token": token }),
    redact: (text) => text.replaceAll(token, "[redacted]"),
  };
}

function noCredentials(): string {
  return `no credential: set a token with pulumi config set --secret apig:authToken, or in ${names.token.env.join(", ")}`;
}

function missing(what: string, argument: string, variables: readonly string[]): string {
  const places = [`pulumi config set apig:${argument}`, `the argument ${argument}`, ...variables];
  return `no ${what}: set it with ${places.slice(0, -1).join(", ")} or ${places.at(-1)}`;
}
