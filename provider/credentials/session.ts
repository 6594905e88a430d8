// A credential in use: when it is renewed, and how often one that is refused is sent again (gate.ts: by how many at once).
import { unlessAborted } from "../clock";
import type { Redact } from "../core/foreignText";
import { getOrCreate } from "../core/getOrCreate";
import { factsOf, type Problem, problemOf } from "../core/problem";
import { clockText, refusedBy } from "../core/text/credential";
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
  /** Where it gets from what authenticates requests; one for each project, if that is for one, as a token is that IAM issues. */
  readonly source: MaterialSource | ((scope: Scope) => MaterialSource);
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
  readonly #sources = new Map<string, MaterialSource>();
  /** Sources whose material was refused and renewed, and nothing was accepted since. */
  #renewed = new WeakSet<MaterialSource>();
  #stale = new WeakSet<AuthMaterial>();
  #wasGood = false;
  #dead: Death | null = null;
  /** Logins that were refused for one project of several. */
  readonly #deadSources = new WeakMap<MaterialSource, Death>();

  constructor(private readonly parts: SessionParts) {}

  /**
   * Sends a request as this credential, for a project. The request's own timeout counts from when it leaves. Throws Refused once the
   * credential is dead, and APIG_UNREACHABLE when its signal aborts before.
   */
  async send(request: HttpRequest, scope: Scope): Promise<Reply> {
    const source = this.#sourceOf(scope);
    if (this.parts.time.hasJumped()) this.#gate.close();
    const { host } = new URL(request.url);
    let isCorrected = false;
    for (;;) {
      const attempt = () => this.#attempt(request, { source, host, isCorrected });
      const { reply, verdict } = await this.#gate.pass(`${host} ${this.#keyOf(scope)}`, attempt, request.signal);
      if (verdict === "accepted") return reply;
      isCorrected ||= verdict === "signed at a wrong time";
    }
  }

  /** The material to use now, for those who need to know what it says. */
  material(scope: Scope): Promise<AuthMaterial> {
    return this.#gate.pass(`material ${this.#keyOf(scope)}`, () => this.#materialOf(this.#sourceOf(scope)));
  }

  async #attempt(request: HttpRequest, aim: Pick<Attempt, "source" | "host" | "isCorrected">) {
    const { signal } = request;
    // Others may use the same login, so it goes on when this request is given up.
    const material = await unlessAborted(
      () => this.#materialOf(aim.source),
      signal,
      () => givenUp(signal),
    );
    if (signal?.aborted) throw givenUp(signal);
    const { closings } = this.#gate;
    const stamp = this.parts.time.stamp();
    const reply = await this.parts.send({ ...request, headers: authenticated(request, material, stamp.iso) });
    return { reply, verdict: this.#judged(reply, { ...aim, material, stamp, closings }) };
  }

  async #materialOf(source: MaterialSource): Promise<AuthMaterial> {
    this.#assertAlive(source);
    try {
      return await source.get();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // A user who was let in before may just not be in this project.
      if (this.#wasGood) this.#deadSources.set(source, this.#deathOf(error));
      else this.#dead = this.#deathOf(error);
      throw error;
    }
  }

  /** Throws when the credential is dead. */
  #judged(reply: Reply, { material, source, stamp, closings, isCorrected, host }: Attempt): Verdict {
    const { redact, time } = this.parts;
    const isRefused = reply.status === 401 || reply.status === 400;
    const refusal = isRefused
      ? refusalIn(problemOf(reply, redact, { source: "api", host }), reply, time.machine.now())
      : null;
    const isGood = reply.status < 300 || reply.status === 403 || reply.status === 404;
    const wasWrongTime = (isGood || refusal !== null) && time.learn(reply.headers.get("date"), stamp);
    if (refusal === null) {
      if (!isGood || this.#stale.has(material)) return "accepted";
      this.#wasGood = true;
      this.#renewed.delete(source);
      this.#gate.open(closings);
      return "accepted";
    }
    this.#gate.close();
    // Once the credential was good, a refusal that is none of the API's own is no word about it.
    if (this.#wasGood && refusal.retryability === "doubtful") return "accepted";
    if (this.#dead) throw this.#dead.error;
    if (material.kind === "access key" && wasWrongTime && !isCorrected) return "signed at a wrong time";
    // A request that was already running with refused material gives no new information.
    if (this.#stale.has(material)) return "try again";
    this.#stale.add(material);
    if (!this.#renewed.has(source) && refusal.mayHaveExpired && source.renew(material)) {
      this.#renewed.add(source);
      return "try again";
    }
    this.#dead = this.#deathOf(refused(refusal, this.parts.kind, host));
    throw this.#dead.error;
  }

  #deathOf(error: Refused): Death {
    return { error, untilMs: this.parts.time.machine.steady() + deadMs };
  }

  #assertAlive(source: MaterialSource): void {
    const now = this.parts.time.machine.steady();
    const own = this.#deadSources.get(source);
    if (own && now < own.untilMs) throw own.error;
    if (this.#dead === null) return;
    if (now < this.#dead.untilMs) throw this.#dead.error;
    // It begins anew, as in a new process.
    this.#dead = null;
    this.#wasGood = false;
    this.#stale = new WeakSet();
    this.#renewed = new WeakSet();
  }

  #sourceOf(scope: Scope): MaterialSource {
    const { source } = this.parts;
    return typeof source === "function" ? getOrCreate(this.#sources, this.#keyOf(scope), () => source(scope)) : source;
  }

  #keyOf(scope: Scope): string {
    return typeof this.parts.source === "function" ? JSON.stringify(scope) : "";
  }
}

/** One request that was answered. */
interface Attempt {
  readonly material: AuthMaterial;
  readonly source: MaterialSource;
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
    text: offMs === null ? problem.text : `${problem.text} (${clockText(offMs)})`,
  };
}

/** The error for a refusal. */
export function refused(problem: Problem, kind: Credential["kind"], by: string): Refused {
  return new Refused(refusedBy(by, problem, kind), factsOf(problem));
}
