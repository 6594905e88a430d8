import { ApigError } from "../errors";
import type { HttpRequest, Reply } from "../http/transport";
import { type CachedSession, CredentialCache, type CredentialDeps, systemDeps } from "./cache";
import { secretsOf } from "./credential";
import { projectOf, scopeOf } from "./remote/project";
import { type ResolvedCredential, resolveCredentials, type Wanted } from "./resolve";
import { Refused } from "./session";
import { environmentProfile, type SettingsSource, stackProfile } from "./settings/profile";

/** How to reach the API: where, as whom, and what must never be shown. */
export interface ApiConnection {
  /** Base address, without a slash at the end. */
  readonly endpoint: string;
  readonly projectId: string;
  /**
   * Sends a request to the endpoint with what authenticates it, made afresh. A refused credential is renewed, or the next
   * whole one is tried; throws ApigError, APIG_UNAUTHORIZED when all are refused.
   */
  send(request: HttpRequest): Promise<Reply>;
  /** Takes every secret of this process out of a text that a server wrote. */
  redact(text: string): string;
}

export type { Wanted } from "./resolve";

const memories = new WeakMap<SettingsSource, CredentialCache>();

/** What this process has learnt with these settings. */
export function cacheOf(source: SettingsSource, world: CredentialDeps = systemDeps): CredentialCache {
  const memory = memories.get(source) ?? new CredentialCache(world, source.env);
  memories.set(source, memory);
  const profiles = [
    stackProfile(source),
    ...(["hw", "os", "sdk"] as const).map((each) => environmentProfile(source, each)),
  ];
  memory.redactor.add(...profiles.flatMap(secretsOf));
  return memory;
}

/**
 * Resolves endpoint, project and credential. Everything is validated before the first request; there is none unless the
 * project must be looked up. Credentials that are refused meanwhile give way to the next whole one. Throws ApigError.
 */
export async function openConnection(
  wanted: Wanted,
  source: SettingsSource,
  world?: CredentialDeps,
): Promise<ApiConnection> {
  const memory = cacheOf(source, world);
  const candidates = resolveCredentials(wanted, source);
  for (const { warnings } of candidates) for (const text of warnings) memory.warnOnce(text);
  const refusals: string[] = [];
  const logins = candidates.map((candidate) => ({ candidate, login: memory.session(candidate) }));
  for (const [index, { candidate, login }] of logins.entries()) {
    try {
      const projectId = await projectOf(candidate, login, memory.redactor.redact);
      return access(projectId, logins.slice(index), refusals, memory);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refusals.push(`${candidate.name}: ${error.message}`);
    }
  }
  throw allRefused(refusals);
}

interface Active {
  readonly candidate: ResolvedCredential;
  readonly login: CachedSession;
}

function access(
  projectId: string,
  logins: readonly Active[],
  earlier: readonly string[],
  { redactor }: CredentialCache,
): ApiConnection {
  const { endpoint } = (logins[0] as Active).candidate;
  return {
    endpoint,
    projectId,
    redact: redactor.redact,
    async send(request: HttpRequest): Promise<Reply> {
      if (!request.url.startsWith(`${endpoint}/`)) throw new Error(`not an address of ${endpoint}: ${request.url}`);
      const refusals = [...earlier];
      for (const [index, { candidate, login }] of logins.entries()) {
        // The first found the project out itself; a second choice must mean the same one.
        const scope = index === 0 ? scopeOf(candidate) : { id: projectId };
        try {
          return await login.session.send(request, login.provider(scope));
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          refusals.push(`${candidate.name}: ${error.message}`);
        }
      }
      throw allRefused(refusals);
    },
  };
}

function allRefused(refusals: readonly string[]): ApigError {
  const others = refusals.length === 1 ? "" : ` (${refusals.length} sources were tried)`;
  return new ApigError("APIG_UNAUTHORIZED", `the credential was refused${others}: ${refusals.join("; ")}`);
}
