import { sign } from "../core/sign";

/** What authenticates requests. */
export type Proof =
  | { readonly kind: "token"; readonly token: string; readonly projectId: string | null }
  | {
      readonly kind: "keys";
      readonly accessKey: string;
      readonly secretKey: string;
      readonly securityToken: string | null;
    };

/** A proof that runs out. */
export interface Perishable {
  readonly proof: Proof;
  /** How long it is good for from now on. */
  readonly lifetimeMs: number;
}

/** Where a credential gets its proof from. */
export interface ProofSource {
  /** The one to use now. Throws Refused, or another ApigError where it could not be asked for. */
  get(): Promise<Proof>;
  /** Forgets this proof, which was refused; false if there is no other. */
  renew(refused: Proof): boolean;
}

/** A proof that was given ready-made. */
export function fixedProof(proof: Proof): ProofSource {
  return { get: async () => proof, renew: (refused) => refused !== proof };
}

const longestMarginMs = 5 * 60_000;

/** A proof that a server issues: asked for once for everybody, and again before it runs out. */
export class IssuedProof implements ProofSource {
  #current: { readonly proof: Proof; readonly renewAtMs: number; readonly endsAtMs: number } | null = null;
  #asking: Promise<Proof> | null = null;

  constructor(
    private readonly issue: () => Promise<Perishable>,
    /** Unix milliseconds. */
    private readonly now: () => number,
  ) {}

  async get(): Promise<Proof> {
    const current = this.#current;
    if (current && this.now() < current.renewAtMs) return current.proof;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
    });
    try {
      return await this.#asking;
    } catch (error) {
      // It is renewed early so that a server which does not answer just now does no harm.
      if (current && current === this.#current && this.now() < current.endsAtMs) return current.proof;
      throw error;
    }
  }

  renew(refused: Proof): boolean {
    if (this.#current?.proof === refused) this.#current = null;
    return true;
  }

  async #ask(): Promise<Proof> {
    const { proof, lifetimeMs } = await this.issue();
    const now = this.now();
    const marginMs = Math.min(longestMarginMs, lifetimeMs / 4);
    this.#current = { proof, renewAtMs: now + lifetimeMs - marginMs, endsAtMs: now + lifetimeMs };
    return proof;
  }
}

interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Headers that a signature covers, besides those that it adds. Others may be changed on the way or by the HTTP client. */
const signedHeaders = ["content-type", "x-project-id"];

/** The headers of a request, with those that authenticate it; a signature is made afresh each time. */
export function authenticated(request: Request, proof: Proof, isoTime: string): Record<string, string> {
  const headers = request.headers ?? {};
  if (proof.kind === "token") return { ...headers, "x-auth-token": proof.token };
  const covered = Object.fromEntries(Object.entries(headers).filter(([name]) => signedHeaders.includes(name)));
  return {
    ...headers,
    ...sign({ ...request, headers: covered }, proof, isoTime),
    // Not signed, as in both Terraform providers: a gateway echoes signed values when a signature fails.
    ...(proof.securityToken !== null && { "x-security-token": proof.securityToken }),
  };
}
