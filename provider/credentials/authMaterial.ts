import { areProven, noDoubts, withDoubt } from "../core/doubts";
import { askedTooOften } from "../core/text/credential";
import { ApigError } from "../errors";
import type { AuthMaterial } from "./credential";
import { type Signable, sign } from "./sign";

/** Material that expires. */
export interface Expiring {
  readonly material: AuthMaterial;
  /** How long it is still valid, in milliseconds. */
  readonly lifetimeMs: number;
}

/** Where a credential gets its material from. */
export interface MaterialSource {
  /** The material to use now. Throws Refused, or another ApigError if it could not be obtained. */
  get(): Promise<AuthMaterial>;
  /** Forgets this material, which was refused; false if there is no other. */
  renew(refused: AuthMaterial): boolean;
}

/** Material that a setting gives. */
export function fixedMaterial(material: AuthMaterial): MaterialSource {
  return { get: async () => material, renew: (refused) => refused !== material };
}

/** An answer that may come from a machine on the way: what it means if it is the server's own, and if it is not. */
export class DoubtfulAnswer extends Error {
  constructor(
    readonly proven: ApigError,
    readonly passing: ApigError,
  ) {
    super(proven.message);
  }
}

const longestMarginMs = 5 * 60_000;
/** What lives short, or is refused again and again, is asked for no more often. */
const shortestGapMs = 10_000;

/** Material that a server issues: requested once for all users, and again before it expires. */
export class IssuedMaterial implements MaterialSource {
  #current: { readonly material: AuthMaterial; readonly renewAtMs: number; readonly endsAtMs: number } | null = null;
  #asking: Promise<AuthMaterial> | null = null;
  #issuedAtMs = Number.NEGATIVE_INFINITY;
  #doubts = noDoubts;

  constructor(
    private readonly issue: () => Promise<Expiring>,
    /** Unix milliseconds. */
    private readonly now: () => number,
  ) {}

  async get(): Promise<AuthMaterial> {
    const current = this.#current;
    if (current && this.now() < current.renewAtMs) return current.material;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
    });
    try {
      return await this.#asking;
    } catch (error) {
      // It is renewed early, so that a short outage of the server does not matter.
      const isGood = current !== null && current === this.#current && this.now() < current.endsAtMs;
      if (isGood && error instanceof ApigError) return current.material;
      throw error;
    }
  }

  renew(refused: AuthMaterial): boolean {
    if (this.#current?.material === refused) this.#current = null;
    return true;
  }

  async #ask(): Promise<AuthMaterial> {
    const sinceMs = this.now() - this.#issuedAtMs;
    // A negative time is a clock that was set back.
    if (sinceMs >= 0 && sinceMs < shortestGapMs) throw askedTooOften(sinceMs, shortestGapMs);
    const { material, lifetimeMs } = await this.#answer();
    const now = this.now();
    this.#issuedAtMs = now;
    const marginMs = Math.min(longestMarginMs, lifetimeMs / 4);
    this.#current = { material, renewAtMs: now + lifetimeMs - marginMs, endsAtMs: now + lifetimeMs };
    return material;
  }

  /** Once the server has issued something, a doubtful answer is final only if it stays. */
  async #answer(): Promise<Expiring> {
    try {
      const answer = await this.issue();
      this.#doubts = noDoubts;
      return answer;
    } catch (error) {
      const isDoubtful = error instanceof DoubtfulAnswer;
      this.#doubts = isDoubtful ? withDoubt(this.#doubts, this.now()) : noDoubts;
      if (!isDoubtful) throw error;
      const isFinal = this.#issuedAtMs === Number.NEGATIVE_INFINITY || areProven(this.#doubts, this.now());
      throw isFinal ? error.proven : error.passing;
    }
  }
}

/** Headers that a signature covers, besides those that it adds. Others may be changed on the way or by the HTTP client. */
const signedHeaders = ["content-type", "x-project-id"];

/** The headers of a request, with those that authenticate it; a signature is made afresh each time. */
export function authenticated(request: Signable, material: AuthMaterial, isoTime: string): Record<string, string> {
  const headers = request.headers ?? {};
  if (material.kind === "token") return { ...headers, "x-auth-token": material.token };
  const covered = Object.fromEntries(Object.entries(headers).filter(([name]) => signedHeaders.includes(name)));
  return {
    ...headers,
    ...sign({ ...request, headers: covered }, material, isoTime),
    // Not signed, as in both Terraform providers: a gateway repeats signed values when a signature fails.
    ...(material.securityToken !== null && { "x-security-token": material.securityToken }),
  };
}
