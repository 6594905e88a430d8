// Where what authenticates requests comes from: a setting, or a server that issues it.
import { areProven, noDoubts, withDoubt } from "../core/doubts";
import { invalidSetting } from "../core/foreignText";
import { askedTooOften } from "../core/text/credential";
import { ApigError } from "../errors";
import type { AuthMaterial, Credential, Expiring, MaterialSource } from "./credential";
import type { TokenScope } from "./remote/iam";
import { type Asking, assumeRole, DoubtfulAnswer, type IssueDeps, logIn } from "./remote/issue";
import { serverAgencyKeys } from "./remote/metadata";
import type { ConnectionSettings } from "./resolve";

/** Where a credential gets from what authenticates requests for this scope. */
export function materialFor(known: ConnectionSettings, scope: TokenScope, deps: IssueDeps): MaterialSource {
  const { agency, credential } = known;
  if (agency !== null) {
    const own = materialFor({ ...known, agency: null }, accountScope(credential), deps);
    const asking = askingFor("an agency", known, deps);
    return issued(() => assumeRole(agency, own, scope, asking), deps);
  }
  switch (credential.kind) {
    case "token":
    case "access key":
      return { get: async () => credential, renew: (refused) => refused !== credential };
    case "password": {
      const asking = askingFor("a password", known, deps);
      return issued(() => logIn(credential, scope, asking), deps);
    }
    case "server agency":
      return issued(() => serverAgencyKeys(credential.address, deps.sendLocally, () => deps.time.machine.now()), deps);
  }
}

function askingFor(what: string, { iam, credential, origin }: ConnectionSettings, deps: IssueDeps): Asking {
  if (iam !== null) return { ...deps, kind: credential.kind, iam };
  throw invalidSetting`${what} needs the address of IAM: set the region, or authUrl (${origin.setBy("authUrl")}, HW_AUTH_URL, OS_AUTH_URL)`;
}

/** A source whose secrets are hidden from the moment they are known. */
function issued(issue: () => Promise<Expiring>, { redactor, time }: IssueDeps): MaterialSource {
  const hiding = async () => {
    const expiring = await issue();
    const { material } = expiring;
    if (material.kind === "token") redactor.add(material.token);
    else redactor.add(material.accessKey, material.secretKey, material.securityToken);
    return expiring;
  };
  return new IssuedMaterial(hiding, () => time.machine.now());
}

/** An agency is assumed by a user of the whole account. */
function accountScope(credential: Credential): TokenScope {
  return credential.kind === "password" && "domain" in credential.user ? { domain: credential.user.domain } : null;
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
