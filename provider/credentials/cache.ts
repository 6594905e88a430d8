import { createHash } from "node:crypto";
import { ApigError } from "../errors";
import type { TransportSettings } from "../http/agents";
import { createTransport, type Send } from "../http/transport";
import { type CredentialProvider, type Expiring, fixedMaterial, IssuedMaterial } from "./authMaterial";
import { domainOfHost } from "./clouds";
import { secretsOf } from "./credential";
import { Redactor } from "./redact";
import { assertAnswered, loginRequest, readLogin, type Scope } from "./remote/iam";
import { agencyKeys, metadataAddress } from "./remote/metadata";
import type { ResolvedCredential } from "./resolve";
import { refusalOf, refused, Session } from "./session";
import type { SettingsSource } from "./settings/profile";

/** The outside, as credentials see it. */
export interface CredentialDeps {
  /** Unix milliseconds. */
  now(): number;
  /** Tells people something that is no error. */
  warn(text: string): void;
  transport(settings: TransportSettings): Send;
}

export const systemDeps: CredentialDeps = {
  now: Date.now,
  warn: (text) => console.warn(`pulumi-apig: ${text}`),
  transport: createTransport,
};

/** A candidate at work: what it knows is shared by everybody in the process who uses the same credential. */
export interface CachedSession {
  readonly session: Session;
  provider(scope: Scope): CredentialProvider;
  /** Ids of projects that were found, by what was looked for. */
  readonly projects: Map<string, Promise<string>>;
}

/** Everything that a process learns about its credentials; in memory only. */
export class CredentialCache {
  readonly redactor = new Redactor();
  readonly #logins = new Map<string, CachedSession>();
  readonly #transports = new Map<string, Send>();
  readonly #warned = new Set<string>();

  constructor(
    readonly world: CredentialDeps,
    private readonly env: SettingsSource["env"],
  ) {}

  session(candidate: ResolvedCredential): CachedSession {
    this.redactor.add(...secretsOf(candidate.holding.profile));
    const { credential, endpoint, iam } = candidate;
    const { hostname, host } = new URL(endpoint);
    const cloud = domainOfHost(hostname) ?? host;
    // Hashed, so that no secret is a key of anything.
    const key = createHash("sha256")
      .update(JSON.stringify([credential, cloud, iam]))
      .digest("hex");
    const login = this.#logins.get(key) ?? this.#start(candidate);
    this.#logins.set(key, login);
    return login;
  }

  warnOnce(text: string): void {
    if (this.#warned.has(text)) return;
    this.#warned.add(text);
    this.world.warn(text);
  }

  transport(settings: TransportSettings): Send {
    const key = JSON.stringify(settings);
    const send = this.#transports.get(key) ?? this.world.transport(settings);
    this.#transports.set(key, send);
    if (settings.insecure)
      this.warnOnce("certificates are not checked (insecure): anybody on the way can read the credential");
    return send;
  }

  #start(candidate: ResolvedCredential): CachedSession {
    const transport = this.transport(candidate.transport);
    const { now } = this.world;
    const session = new Session({ kind: candidate.credential.kind, transport, now, redact: this.redactor.redact });
    const sources = new Map<string, CredentialProvider>();
    const provider = (scope: Scope) => {
      const key = candidate.credential.kind === "password" ? JSON.stringify(scope) : "";
      const source = sources.get(key) ?? this.#proofSource(candidate, transport, scope);
      sources.set(key, source);
      return source;
    };
    return { session, provider, projects: new Map() };
  }

  #proofSource({ credential, iam }: ResolvedCredential, transport: Send, scope: Scope): CredentialProvider {
    const { now } = this.world;
    switch (credential.kind) {
      case "token":
        return fixedMaterial({ kind: "token", token: credential.token, projectId: null });
      case "access key": {
        const { accessKey, secretKey, securityToken } = credential;
        return fixedMaterial({ kind: "keys", accessKey, secretKey, securityToken });
      }
      case "password":
        return this.#issued(async () => {
          if (iam === null) throw new ApigError("APIG_INVALID_SETTING", noIam);
          const reply = await transport(loginRequest(iam, credential.user, credential.password, scope));
          const refusal = refusalOf(reply, { redact: this.redactor.redact, now });
          if (refusal) throw refused({ ...refusal, text: `IAM at ${iam}: ${refusal.text}` }, credential);
          assertAnswered(reply, iam, this.redactor.redact);
          return readLogin(reply, iam, now());
        });
      case "server agency": {
        const local = this.transport({ insecure: false, allowHttp: true, caCertFile: null });
        return this.#issued(() => agencyKeys(metadataAddress(this.env), local, now));
      }
    }
  }

  /** A material whose secrets are hidden from the moment they are known. */
  #issued(issue: () => Promise<Expiring>): CredentialProvider {
    return new IssuedMaterial(async () => {
      const perishable = await issue();
      const { material } = perishable;
      if (material.kind === "token") this.redactor.add(material.token);
      else this.redactor.add(material.accessKey, material.secretKey, material.securityToken);
      return perishable;
    }, this.world.now);
  }
}

const noIam =
  "a password needs the address of IAM: set the region, or authUrl (pulumi config set apig:authUrl, HW_AUTH_URL, OS_AUTH_URL)";
