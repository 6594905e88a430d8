// A credential in use: when it is renewed, and how often one that is refused is sent again (gate.ts: by how many at once).
import type { Redact } from "../core/foreignText";
import { factsOf, type Problem, problemOf } from "../core/problem";
import { refusedBy } from "../core/text/credential";
import { givenUp } from "../core/text/network";
import { ApigError, type ErrorFacts } from "../errors";
import type { HttpRequest, Reply, Send } from "../http/transport";
import type { AuthMaterial, Credential, MaterialSource } from "./credential";
import { Gate } from "./gate";
import type { Scope } from "./remote/iam";
import { clockOff, type ServerTime, type Stamp } from "./serverTime";
import { authenticated } from "./sign";

/** A credential that a server refused; the message says what to do about it. */
export class Refused extends ApigError {
  constructor(message: string, facts: ErrorFacts = {}) {
    super("APIG_UNAUTHORIZED", message, { ...facts, saysWhatToDo: true });
  }
}

export interface SessionParts {
  readonly kind: Credential["kind"];
  /** Where it gets from what authenticates requests, for no project of its own. */
  readonly source: MaterialSource;
  /** The same for one project: a token that IAM issues is for one. */
  readonly sourceFor: (scope: Scope) => MaterialSource;
  readonly send: Send;
  readonly time: ServerTime;
  readonly redact: Redact;
}

/** A refused credential is not sent again for so long. A program may run for days, and somebody may mend the credential meanwhile. */
const deadMs = 60_000;

/** A refusal that is not tried again before its time. */
interface Death {
  readonly error: Refused;
  /** By the clock that only runs. */
  readonly untilMs: number;
}

type Verdict = "accepted" | "try again" | "signed at a wrong time";

/**
 * A credential in use, for all its users in this process. Repeated failures lock accounts and keys, so the first request
 * goes alone and the others wait for its result. Once it is accepted, all go freely; after a refusal, or when this machine's clock has
 * jumped, one by one until one is accepted again. After a 401 the credential is renewed once if it can be, and is dead for a minute if
 * the next is refused, too.
 */
export class Session {
  /** Ids of projects that it found, by what was looked for. */
  readonly projects = new Map<string, Promise<string>>();
  readonly #gate = new Gate();
  readonly #logins: Map<string, Login>;
  #seen = nothingSeen();

  constructor(private readonly parts: SessionParts) {
    this.#logins = new Map([["null", { source: parts.source, death: null }]]);
  }

  /**
   * Sends a request as this credential, for a project. The request's own timeout counts from when it leaves. Throws Refused once the
   * credential is dead, and APIG_UNREACHABLE when its signal aborts before.
   */
  async send(request: HttpRequest, scope: Scope): Promise<Reply> {
    const login = this.#loginFor(scope);
    const { send, time } = this.parts;
    if (time.hasJumped()) this.#gate.close();
    const { host } = new URL(request.url);
    const { signal } = request;
    let isCorrected = false;
    const attempt = async () => {
      const material = await this.#materialOf(login);
      if (signal?.aborted) throw givenUp(signal);
      const { closings } = this.#gate;
      const stamp = time.stamp();
      const reply = await send({ ...request, headers: authenticated(request, material, stamp.iso) });
      return { reply, verdict: this.#judged(reply, { login, material, stamp, closings, isCorrected, host }) };
    };
    for (;;) {
      const { reply, verdict } = await this.#gate.pass(`${host} ${JSON.stringify(scope)}`, attempt, signal);
      if (verdict === "accepted") return reply;
      isCorrected ||= verdict === "signed at a wrong time";
    }
  }

  /** The material to use now, for those who need to know what it says. */
  material(scope: Scope): Promise<AuthMaterial> {
    return this.#gate.pass(`material ${JSON.stringify(scope)}`, () => this.#materialOf(this.#loginFor(scope)));
  }

  async #materialOf(login: Login): Promise<AuthMaterial> {
    this.#assertAlive(login);
    try {
      return await login.source.get();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // A user who was let in before may just not be in this project.
      (this.#seen.wasGood ? login : this.#seen).death = this.#deathOf(error);
      throw error;
    }
  }

  /** Throws when the credential is dead. */
  #judged(reply: Reply, { material, login, stamp, closings, isCorrected, host }: Attempt): Verdict {
    const { redact, time, kind } = this.parts;
    const seen = this.#seen;
    const isRefused = reply.status === 401 || reply.status === 400;
    const refusal = isRefused
      ? refusalIn(problemOf(reply, redact, { source: "api", host }), reply, time.machine.now())
      : null;
    const isGood = reply.status < 300 || reply.status === 403 || reply.status === 404;
    const wasWrongTime = (isGood || refusal !== null) && time.learn(reply.headers.get("date"), stamp);
    if (refusal === null) {
      if (!isGood || seen.stale.has(material)) return "accepted";
      seen.wasGood = true;
      seen.renewed.delete(login);
      this.#gate.open(closings);
      return "accepted";
    }
    this.#gate.close();
    // Once the credential was good, a refusal that is none of the API's own is no word about it.
    if (seen.wasGood && refusal.retryability === "doubtful") return "accepted";
    if (seen.death) throw seen.death.error;
    if (material.kind === "access key" && wasWrongTime && !isCorrected) return "signed at a wrong time";
    // A request that was already running with refused material gives no new information.
    if (seen.stale.has(material)) return "try again";
    seen.stale.add(material);
    if (!seen.renewed.has(login) && refusal.mayHaveExpired && login.source.renew(material)) {
      seen.renewed.add(login);
      return "try again";
    }
    seen.death = this.#deathOf(refused(refusal, kind, host));
    throw seen.death.error;
  }

  #deathOf(error: Refused): Death {
    return { error, untilMs: this.parts.time.machine.steady() + deadMs };
  }

  #assertAlive(login: Login): void {
    const now = this.parts.time.machine.steady();
    for (const { death } of [login, this.#seen]) if (death && now < death.untilMs) throw death.error;
    // It begins anew, as in a new process.
    if (this.#seen.death) this.#seen = nothingSeen();
  }

  #loginFor(scope: Scope): Login {
    const key = JSON.stringify(scope);
    const login = this.#logins.get(key) ?? { source: this.parts.sourceFor(scope), death: null };
    this.#logins.set(key, login);
    return login;
  }
}

/** What authenticates requests, for one project or for all. */
interface Login {
  readonly source: MaterialSource;
  /** It was refused for this project, of several. */
  death: Death | null;
}

/** What answers said of a credential. */
const nothingSeen = () => ({
  wasGood: false,
  death: null as Death | null,
  /** Material that was refused. */
  stale: new WeakSet<AuthMaterial>(),
  /** Those whose material was refused and renewed, and nothing was accepted since. */
  renewed: new WeakSet<Login>(),
});

/** One request that was answered. */
interface Attempt {
  readonly material: AuthMaterial;
  readonly login: Login;
  readonly stamp: Stamp;
  /** How often the gate had been closed when it was sent. */
  readonly closings: number;
  /** It was signed anew with the server's time. */
  readonly isCorrected: boolean;
  readonly host: string;
}

/** What of an answer's problem is a refusal of the credential itself, or null. */
export function refusalIn(problem: Problem, { headers }: Pick<Reply, "headers">, nowMs: number): Problem | null {
  // IAM says 400 to an access key that it does not know or that has expired.
  const keyIsWrong = problem.status === 400 && /^IAM\.110[4-8]$/.test(problem.apiCode ?? "");
  if (problem.code !== "APIG_UNAUTHORIZED" && !keyIsWrong) return null;
  const offMs = clockOff(headers.get("date"), nowMs);
  return {
    ...problem,
    code: "APIG_UNAUTHORIZED",
    retryability: keyIsWrong ? "give-up" : problem.retryability,
    ...(offMs !== null && { clockOffMs: offMs }),
  };
}

/** The error for a refusal. */
export function refused(problem: Problem, kind: Credential["kind"], by: string): Refused {
  return new Refused(refusedBy(by, problem, kind), factsOf(problem));
}
