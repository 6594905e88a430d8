// The tokens that were issued: to whom, for what, until when.
import { randomBytes } from "node:crypto";
import type { Domain, Project, User } from "./account";

/** The scope of a token: one project, one account, or none. */
export interface TokenScope {
  readonly project?: Project;
  readonly domain?: Domain;
}

export interface Token {
  readonly value: string;
  readonly user: User;
  readonly scope: TokenScope;
  /** Who assumed the agency that `user` is. */
  readonly assumedBy?: User;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export interface TokenRules {
  readonly lifetimeSeconds: number;
  /** Length of a new token's text. */
  readonly length: number;
}

type TokenState = Token | "unknown" | "expired" | "revoked";

export class Tokens {
  readonly #issued = new Map<string, Token>();
  readonly #revoked = new Set<string>();

  constructor(
    private readonly now: () => number,
    private readonly rules: TokenRules,
  ) {}

  issue(user: User, about: Pick<Token, "scope" | "assumedBy">, value = this.#newValue()): Token {
    const issuedAt = this.now();
    const expiresAt = issuedAt + this.rules.lifetimeSeconds * 1000;
    const token = { ...about, value, user, issuedAt, expiresAt };
    this.#issued.set(value, token);
    return token;
  }

  check(value: string | undefined): TokenState {
    const token = this.#issued.get(value ?? "");
    if (token === undefined) return "unknown";
    if (this.#revoked.has(token.value)) return "revoked";
    return token.expiresAt <= this.now() ? "expired" : token;
  }

  /** One token, or every one so far. */
  revoke(value?: string): void {
    for (const each of value === undefined ? this.values() : [value]) this.#revoked.add(each);
  }

  values(): readonly string[] {
    return [...this.#issued.keys()];
  }

  #newValue(): string {
    const start = "MIIemulator";
    const { length } = this.rules;
    return (
      start +
      randomBytes(length)
        .toString("base64url")
        .slice(0, Math.max(length - start.length, 16))
    );
  }
}
