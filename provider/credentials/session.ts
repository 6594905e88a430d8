import { withDeadline } from "../clock";
import { noAnswerWithin } from "../core/duration";
import type { Redact } from "../core/foreignText";
import { formatProblem, type Problem, problemOf } from "../core/problem";
import { ApigError } from "../errors";
import { Lane } from "../http/lane";
import { type HttpRequest, noAnswer, type Reply, type Send } from "../http/transport";
import { adviceOn, clockFault } from "./advice";
import { type AuthMaterial, authenticated, type CredentialProvider } from "./authMaterial";
import type { Credential } from "./credential";

/** A credential that a server refused: dead for the rest of the process. */
export class Refused extends ApigError {
  constructor(message: string) {
    super("APIG_UNAUTHORIZED", message);
  }
}

export interface SessionParts {
  readonly kind: Credential["kind"];
  readonly transport: Send;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly redact: Redact;
}

export interface SessionRequest extends HttpRequest {
  /** From when it is the request's turn; a login that it needs counts. Default: no limit. */
  readonly timeoutMs?: number;
  /** Called when the request no longer waits for others who use the credential. */
  readonly onTurn?: () => void;
}

/**
 * Five refusals in a row lock a key or an account, and a credential may be revoked at any time. So many requests may wait for
 * an answer at once: if all are refused, one more with renewed material, which may be the same key again, is the fourth.
 */
const mostUnanswered = 3;
/** Servers refuse at once: what is unanswered for so long was not refused, and holds nobody up any more. */
const refusedWithinMs = 5_000;
/** Refused materials in a row that a credential survives: one, if it can get another. */
const mostRefusals = 2;

/**
 * One credential in this process, for all its users. Repeated failures lock accounts and keys, so the first request goes
 * alone and the others wait for its result. Once it is accepted, a few go at once; after a refusal one, until one is
 * accepted again. After a 401 the credential is renewed once if it can be, and is dead if the next is refused, too.
 */
export class Session {
  #good = false;
  readonly #lane = new Lane(() => (this.#good ? mostUnanswered : 1));
  #wasGood = false;
  readonly #refusals = new WeakMap<CredentialProvider, number>();
  readonly #stale = new WeakSet<AuthMaterial>();
  #dead: Refused | null = null;

  constructor(private readonly parts: SessionParts) {}

  /** Sends a request as this credential. Throws Refused once the credential is dead. */
  async send(request: SessionRequest, provider: CredentialProvider): Promise<Reply> {
    for (;;) {
      const { reply, verdict } = await this.#inTurn((leave) => this.#attempt(request, provider, leave), request.signal);
      if (verdict === "accepted") return reply;
    }
  }

  #attempt(
    { onTurn, timeoutMs, signal: outer, ...request }: SessionRequest,
    provider: CredentialProvider,
    leave: Leave,
  ) {
    onTurn?.();
    const error = () => (outer?.aborted ? givenUp() : noAnswer(request, noAnswerWithin(timeoutMs ?? 0)));
    return withDeadline({ ms: timeoutMs, outer, error }, async (signal) => {
      const material = await this.#materialOf(provider);
      // Given up during a login, which others may use: not sent.
      signal.throwIfAborted();
      if (this.#good) setTimeout(leave, refusedWithinMs).unref();
      const headers = authenticated(request, material, new Date(this.parts.now()).toISOString());
      const reply = await this.parts.transport({ ...request, headers, signal });
      return { reply, verdict: this.#judged(reply, material, provider, new URL(request.url).host) };
    });
  }

  /** The material to use now, for those who need to know what it says. */
  material(provider: CredentialProvider): Promise<AuthMaterial> {
    return this.#inTurn(() => this.#materialOf(provider));
  }

  async #inTurn<T>(act: (leave: Leave) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const leave = await this.#lane.enter(signal);
    if (leave === null) throw givenUp();
    try {
      if (this.#dead) throw this.#dead;
      return await act(leave);
    } finally {
      leave();
    }
  }

  async #materialOf(provider: CredentialProvider): Promise<AuthMaterial> {
    try {
      return await provider.get();
    } catch (error) {
      if (error instanceof Refused) this.#dead = error;
      throw error;
    }
  }

  /** `retry`: the material was refused, but there is another now. Throws when the credential is dead. */
  #judged(reply: Reply, material: AuthMaterial, provider: CredentialProvider, host: string): "accepted" | "retry" {
    const refusal = refusalOf(reply, this.parts);
    if (refusal === null) {
      const isGood = reply.status < 300 || reply.status === 403 || reply.status === 404;
      if (isGood && !this.#stale.has(material)) {
        this.#good = true;
        this.#wasGood = true;
        this.#refusals.delete(provider);
      }
      return "accepted";
    }
    this.#good = false;
    // Once the credential was good, a refusal that is none of the API's own is no word about it.
    if (this.#wasGood && refusal.retryability === "doubtful") return "accepted";
    if (this.#dead) throw this.#dead;
    // A request that was already running with refused material gives no new information.
    if (this.#stale.has(material)) return "retry";
    this.#stale.add(material);
    const refusals = (this.#refusals.get(provider) ?? 0) + 1;
    this.#refusals.set(provider, refusals);
    if (refusals < mostRefusals && refusal.retryability === "renew" && provider.renew(material)) return "retry";
    this.#dead = refused(refusal, this.parts, host);
    throw this.#dead;
  }
}

/** A refusal of the credential itself, or null. */
export function refusalOf(answer: Reply, { redact, now }: Pick<SessionParts, "redact" | "now">): Problem | null {
  if (answer.status !== 401 && answer.status !== 400) return null;
  const problem = problemOf(answer, redact);
  // IAM says 400 to an access key that it does not know or that has expired.
  const keyIsWrong = answer.status === 400 && /^IAM\.110[4-8]$/.test(problem.apiCode ?? "");
  if (problem.code !== "APIG_UNAUTHORIZED" && !keyIsWrong) return null;
  const clock = clockFault(answer.headers.get("date"), now());
  const retryability = keyIsWrong ? "give-up" : problem.retryability;
  return {
    ...problem,
    code: "APIG_UNAUTHORIZED",
    retryability,
    text: clock ? `${problem.text} (${clock})` : problem.text,
  };
}

/** The error for a refusal: what follows the name of the credential in one sentence, then what to do. */
export function refused(problem: Problem, { kind }: Pick<SessionParts, "kind">, by: string): Refused {
  const advice = sentence(adviceOn(problem.text, kind));
  return new Refused(`was refused by ${by} with ${formatProblem(problem)}. ${advice}`);
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

type Leave = () => void;

const givenUp = () => new ApigError("APIG_UNREACHABLE", "the request was given up");
