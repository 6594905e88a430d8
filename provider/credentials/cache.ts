import { invalidSetting, type Redact } from "../core/foreignText";
import { getOrCreate } from "../core/getOrCreate";
import { ApigError } from "../errors";
import type { TransportSettings } from "../http/agents";
import { createTransport, type Send } from "../http/transport";
import { type CredentialProvider, type Expiring, fixedMaterial, IssuedMaterial } from "./authMaterial";
import { domainOfHost } from "./clouds";
import { type Credential, secretsOf } from "./credential";
import { digestOf } from "./digest";
import { Recent } from "./recent";
import { Redactor } from "./redact";
import { assumeRole } from "./remote/assumeRole";
import type { Scope, TokenScope } from "./remote/iam";
import { type Asking, logIn } from "./remote/issue";
import { agencyKeys, metadataAddress } from "./remote/metadata";
import type { ResolvedCredential } from "./resolve";
import { Session } from "./session";
import type { SettingsSource } from "./settings/profile";

/** What credentials need from outside. */
export interface CredentialDeps {
  /** Unix milliseconds. */
  now(): number;
  /** Shows a warning to people. */
  warn(text: string): void;
  transport(settings: TransportSettings): Send;
}

export const systemDeps: CredentialDeps = {
  now: Date.now,
  warn: (text) => console.warn(`pulumi-apig: ${text}`),
  transport: createTransport,
};

/** A credential in use. Everything but `credential` is shared by all users of the same credential in the process. */
export interface CachedSession {
  readonly credential: ResolvedCredential;
  readonly session: Session;
  provider(scope: Scope): CredentialProvider;
  /** Ids of projects that were found, by what was looked for. */
  readonly projects: Map<string, Promise<string>>;
}

/** Everything that a process knows about its credentials; in memory only. */
export class CredentialCache {
  readonly redactor = new Redactor();
  /** What the settings say, by place. */
  readonly recent: Recent<{ readonly endpoint: string; readonly sessions: readonly CachedSession[] }>;
  readonly #sessions = new Map<string, Omit<CachedSession, "credential">>();
  readonly #transports = new Map<string, Send>();
  readonly #warned = new Set<string>();

  constructor(
    readonly deps: CredentialDeps,
    private readonly env: SettingsSource["env"],
  ) {
    this.recent = new Recent(deps.now);
  }

  session(resolved: ResolvedCredential): CachedSession {
    this.redactor.add(...secretsOf(resolved.profile));
    const { credential, endpoint, iam, agency } = resolved;
    const { hostname, host } = new URL(endpoint);
    const cloud = domainOfHost(hostname) ?? host;
    const key = digestOf([credential, cloud, iam, agency]);
    return { ...getOrCreate(this.#sessions, key, () => this.#start(resolved)), credential: resolved };
  }

  warnOnce(text: string): void {
    if (this.#warned.has(text)) return;
    this.#warned.add(text);
    this.deps.warn(text);
  }

  transport(settings: TransportSettings): Send {
    if (settings.insecure)
      this.warnOnce("certificates are not checked (insecure): anybody on the way can read the credential");
    return getOrCreate(this.#transports, JSON.stringify(settings), () =>
      redacting(this.deps.transport(settings), this.redactor.redact),
    );
  }

  #start(resolved: ResolvedCredential): Omit<CachedSession, "credential"> {
    const { kind } = resolved.credential;
    const isForProject = kind === "password" || (kind === "token" && resolved.agency !== null);
    const transport = this.transport(resolved.transport);
    const session = new Session({ kind, transport, now: this.deps.now, redact: this.redactor.redact });
    const providers = new Map<string, CredentialProvider>();
    const provider = (scope: Scope) =>
      // Only what IAM issues as a token is for one project.
      getOrCreate(providers, isForProject ? JSON.stringify(scope) : "", () =>
        this.#provider(resolved, transport, scope),
      );
    return { session, provider, projects: new Map() };
  }

  #provider({ agency, iam, credential, origin }: ResolvedCredential, send: Send, scope: Scope): CredentialProvider {
    const { now } = this.deps;
    const askingFor = (what: string): Asking => {
      if (iam !== null) return { kind: credential.kind, iam, send, now, redact: this.redactor.redact };
      throw invalidSetting`${what} needs the address of IAM: set the region, or authUrl (${origin.setBy("authUrl")}, HW_AUTH_URL, OS_AUTH_URL)`;
    };
    /** What the credential itself is, without an agency. */
    const ownFor = (wanted: TokenScope): CredentialProvider => {
      if (credential.kind === "token")
        return fixedMaterial({ kind: "token", token: credential.token, projectId: null });
      if (credential.kind === "access key") return fixedMaterial({ ...credential, kind: "keys" });
      if (credential.kind === "password") {
        const asking = askingFor("a password");
        return this.#issued(() => logIn(credential, wanted, asking));
      }
      const local = this.transport({ insecure: false, allowHttp: true, caCertFile: null });
      return this.#issued(() => agencyKeys(metadataAddress(this.env), local, now));
    };
    if (agency === null) return ownFor(scope && { project: scope });
    const assuming = { ...askingFor("an agency"), agency, own: ownFor(accountOf(credential)), scope };
    return this.#issued(() => assumeRole(assuming));
  }

  /** A provider whose secrets are hidden from the moment they are known. */
  #issued(issue: () => Promise<Expiring>): CredentialProvider {
    return new IssuedMaterial(async () => {
      const expiring = await issue();
      const { material } = expiring;
      if (material.kind === "token") this.redactor.add(material.token);
      else this.redactor.add(material.accessKey, material.secretKey, material.securityToken);
      return expiring;
    }, this.deps.now);
  }
}

/** What a server or a proxy wrote may be in an error, too. */
function redacting(send: Send, redact: Redact): Send {
  return async (request) => {
    try {
      return await send(request);
    } catch (error) {
      if (!(error instanceof ApigError)) throw error;
      throw new ApigError(error.code, redact(error.message), { cause: error.cause });
    }
  };
}

/** An agency is assumed by a user of the whole account. */
function accountOf(credential: Credential): TokenScope {
  return credential.kind === "password" && "domain" in credential.user ? { domain: credential.user.domain } : null;
}
