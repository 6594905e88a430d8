// credentials/ finds a credential and uses it: settings/ reads stack config, environment and clouds.yaml; remote/ asks
// IAM and the metadata service; resolve.ts chooses; session.ts sends. Begin here.
import { getOrCreate } from "../core/getOrCreate";
import { ApigError } from "../errors";
import type { Reply } from "../http/transport";
import { type CachedSession, CredentialCache, type CredentialDeps, systemDeps } from "./cache";
import { secretsOf } from "./credential";
import { digestOf } from "./digest";
import { projectOf, scopeOf } from "./remote/project";
import { resolveCredentials, type Wanted } from "./resolve";
import { Refused, type SessionRequest } from "./session";
import { fields } from "./settings/names";
import { environmentProfiles, type SettingsSource, stackProfile } from "./settings/profile";

/** How to reach the API: where, as whom, and what must never be shown. */
export interface ApiConnection {
  /** Base address, without a slash at the end. */
  readonly endpoint: string;
  readonly projectId: string;
  /**
   * Sends a request to the endpoint with what authenticates it, made afresh. A refused credential is renewed, or the next
   * whole one is tried; throws ApigError, APIG_UNAUTHORIZED when all are refused.
   */
  send(request: SessionRequest): Promise<Reply>;
  /** Removes every secret of this process from a text that a server wrote. */
  redact(text: string): string;
}

export type { Wanted } from "./resolve";

const caches = new WeakMap<SettingsSource, CredentialCache>();

/** What this process knows by these settings; hides their secrets. */
export function cacheOf(source: SettingsSource, deps?: CredentialDeps): CredentialCache {
  const cache = known(source, deps);
  cache.redactor.add(...[stackProfile(source), ...environmentProfiles(source)].flatMap(secretsOf));
  return cache;
}

/**
 * Resolves endpoint, project and credential. Everything is validated before the first request; there is none unless the
 * project must be looked up. After a refusal, the next complete credential is used. Throws ApigError.
 */
export async function openConnection(
  wanted: Wanted,
  source: SettingsSource,
  deps?: CredentialDeps,
): Promise<ApiConnection> {
  const cache = known(source, deps);
  const { redact } = cache.redactor;
  const { endpoint, sessions } = cache.recent.get(placeOf(wanted, source), () => {
    cacheOf(source, deps);
    const resolved = resolveCredentials(wanted, source);
    for (const { warnings } of resolved) for (const text of warnings) cache.warnOnce(text);
    return { endpoint: resolved[0].endpoint, sessions: resolved.map((credential) => cache.session(credential)) };
  });
  const earlier: string[] = [];
  const { projectId, index: used } = await firstAccepted(sessions, earlier, async (session, index) => {
    return { projectId: await projectOf(session, redact), index };
  });
  return {
    endpoint,
    projectId,
    redact,
    async send(request) {
      if (!request.url.startsWith(`${endpoint}/`)) throw new Error(`not an address of ${endpoint}: ${request.url}`);
      return firstAccepted(sessions.slice(used), [...earlier], ({ credential, session, provider }, index) =>
        // The first credential found the project itself; a second one must be for the same project.
        session.send(request, provider(index === 0 ? scopeOf(credential) : { id: projectId })),
      );
    },
  };
}

/** The same for the same place and stack config: a program may run several stacks. */
export function placeOf(
  { projectId, region, endpoint, cloud, storedEndpoint, lastEndpoint }: Wanted,
  { config }: SettingsSource,
): string {
  const settings = fields.map((field) => config(field) ?? null);
  return digestOf([projectId, region, endpoint, cloud, storedEndpoint, lastEndpoint, settings]);
}

function known(source: SettingsSource, deps: CredentialDeps = systemDeps): CredentialCache {
  return getOrCreate(caches, source, () => new CredentialCache(deps, source.env));
}

/** What the first session gives whose credential is not refused. `refusals` are added to; the error names them all. */
async function firstAccepted<T>(
  sessions: readonly CachedSession[],
  refusals: string[],
  act: (session: CachedSession, index: number) => Promise<T>,
): Promise<T> {
  for (const [index, session] of sessions.entries()) {
    try {
      return await act(session, index);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refusals.push(`${session.credential.name} ${error.message}`);
    }
  }
  const tried = refusals.length === 1 ? "" : `${refusals.length} credentials were tried. `;
  throw new ApigError("APIG_UNAUTHORIZED", `${tried}${refusals.join(" ")}`);
}
