// credentials/ finds a credential and uses it: settings/ reads stack config, environment and clouds.yaml; sources.ts chooses the
// credential, resolve.ts its place; connection.ts is how the API is reached, session.ts a credential in use, materials.ts where
// it gets what authenticates requests; remote/ asks IAM and the metadata service. Begin here.
import { createHash } from "node:crypto";
import { systemClock } from "../clock";
import type { Redact } from "../core/foreignText";
import { getOrCreate } from "../core/getOrCreate";
import { ApigError } from "../errors";
import type { TransportSettings } from "../http/agents";
import { proxyFor } from "../http/proxyFor";
import type { RateLimiter } from "../http/rateLimiter";
import { createTransport, type Send } from "../http/transport";
import { domainOfHost } from "./clouds";
import { Connection } from "./connection";
import { secretsOf } from "./credential";
import { materialFor } from "./materials";
import { Redactor } from "./redact";
import type { Scope } from "./remote/iam";
import { type ConnectionSettings, otherNames, resolveConnection, type Wanted } from "./resolve";
import { type MachineTime, ServerTime } from "./serverTime";
import { Session } from "./session";
import { secretVariables } from "./settings/names";
import type { Settings } from "./settings/settings";

export type { ApiConnection } from "./connection";
export type { Wanted } from "./resolve";

/** What connections need from outside. */
export interface ConnectionDeps extends MachineTime {
  /** Shows a warning to people. */
  warn(text: string): void;
  transport(settings: TransportSettings): Send;
  /** Keeps the pace of each host. Default: none is kept. */
  readonly limiter?: RateLimiter;
}

export const systemDeps: ConnectionDeps = {
  now: Date.now,
  steady: systemClock.now,
  warn: (text) => console.warn(`pulumi-apig: ${text}`),
  transport: createTransport,
};

/**
 * The connections of a process, and all that it knows about its credentials; in memory only. What is kept has a key of everything
 * that decides where a request goes, as whom, and how it is protected: whoever differs in one of these shares nothing.
 */
export class Connections {
  readonly redactor = new Redactor();
  readonly #connections = new Map<string, Connection>();
  readonly #sessions = new Map<string, Session>();
  readonly #transports = new Map<string, Send>();
  readonly #warned = new Set<string>();

  constructor(private readonly deps: ConnectionDeps = systemDeps) {}

  /** Reads the settings, without a request. Throws ApigError where one is missing or wrong. */
  get(wanted: Wanted, settings: Settings): Connection {
    this.hide(settings);
    const known = resolveConnection(wanted, settings);
    this.redactor.add(...secretsOf(known.profile));
    const { session: sessionKey, connection: key } = keysOf(known);
    const held = this.#connections.get(key);
    if (held) return held;
    // Now, and not with the first request: it throws where the variable holds no proxy's address.
    proxyFor(new URL(known.endpoint), known.transport.proxies);
    for (const text of known.warnings.filter((each) => !this.#warned.has(each))) {
      this.#warned.add(text);
      this.deps.warn(this.redactor.redact(text));
    }
    const session = this.#sessionOf(known, sessionKey);
    // Names alone: whoever keeps the settings keeps a copy of the environment.
    const others = otherNames(wanted, settings, known.profile);
    const made = new Connection(key, known, session, others, this.redactor.redact, this.deps.limiter);
    this.#connections.set(key, made);
    return made;
  }

  /** Hides every secret that these settings hold, used or not. */
  hide({ stack, env, secrets }: Settings): void {
    this.redactor.add(...secrets, ...secretsOf(stack), ...secretVariables.map((name) => env[name]?.trim()));
  }

  transport(settings: TransportSettings): Send {
    return getOrCreate(this.#transports, digestOf(settings), () =>
      redacting(this.deps.transport(settings), this.redactor.redact),
    );
  }

  #sessionOf(known: ConnectionSettings, key: string): Session {
    const held = this.#sessions.get(key);
    if (held) return held;
    const { redactor } = this;
    const send = this.transport(known.transport);
    const sendLocally = this.transport({ insecure: false, allowHttp: true, caCertFile: null });
    const time = new ServerTime(this.deps);
    const sourceFor = (scope: Scope) =>
      materialFor(known, scope && { project: scope }, { send, sendLocally, redactor, time });
    // Made also where each project needs its own: it throws where the address of IAM is missing.
    const source = sourceFor(null);
    const made = new Session({ kind: known.credential.kind, source, sourceFor, send, time, redact: redactor.redact });
    this.#sessions.set(key, made);
    return made;
  }
}

/** A key that stands for any value, so that no secret is a key of anything. */
function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}

/** A session is for one cloud, whose regions share what is known of a credential; a connection is for one project and endpoint. */
function keysOf(known: ConnectionSettings): { readonly session: string; readonly connection: string } {
  const { credential, agency, endpoint, iam, transport } = known;
  const { hostname, host } = new URL(endpoint);
  const session = digestOf([credential, domainOfHost(hostname) ?? host, iam, agency, transport]);
  const { projectId, projectName, defaultProject, otherProjectId, name, origin, endpointFrom } = known;
  const project = [projectId, projectName, defaultProject, otherProjectId];
  return { session, connection: digestOf([session, endpoint, endpointFrom, project, name, origin.name, origin.note]) };
}

/** What a server or a proxy wrote may be in an error, too. */
function redacting(send: Send, redact: Redact): Send {
  return async (request) => {
    try {
      return await send(request);
    } catch (error) {
      if (!(error instanceof ApigError)) throw error;
      const { code, message, cause, facts } = error;
      const { said } = facts;
      const safe = said === undefined ? facts : { ...facts, said: redact(said) };
      throw new ApigError(code, redact(message), { cause, ...safe });
    }
  };
}
