// Finds the caller by a request's token or signature, or refuses in the words of the real front gateway.
import { AccessKeys } from "./accessKeys";
import { type Account, type Agency, demoAccount, demoUsers, type User } from "./account";
import { Agencies } from "./agencies";
import type { Scope } from "./authRequest";
import type { DemoCredentials } from "./demo";
import { FailureLock } from "./failureLock";
import { badToken, failure, type Reply } from "./reply";
import type { ApiRequest } from "./request";
import { canonicalRequest, formatSdkDate, isSignedWith, parseAuthorization, parseSdkDate } from "./signature";
import { type TokenRules, type TokenScope, Tokens } from "./tokens";

export interface Caller {
  readonly user: User;
  /** The project of the token, or the one that a signed request names. */
  readonly projectId?: string;
}

const minuteMs = 60_000;
const maxSkewMs = 15 * minuteMs;
const dayMs = 24 * 60 * minuteMs;

const incorrect = (why: string): Reply =>
  failure(401, "APIGW.0301", `Incorrect IAM authentication information: ${why}`);

export class Identity {
  /** The account whose users there are. */
  readonly account: Account;
  readonly users: readonly User[];
  readonly agencies: Agencies;
  readonly tokens: Tokens;
  readonly keys = new AccessKeys();
  readonly passwordLock: FailureLock;
  readonly #keyLock: FailureLock;
  readonly #accounts: readonly Account[];

  constructor(
    demo: DemoCredentials,
    agencies: readonly Agency[],
    private readonly now: () => number,
    rules: TokenRules,
  ) {
    this.account = demoAccount(demo);
    this.#accounts = [this.account, ...agencies.map(({ account }) => account)];
    this.agencies = new Agencies(agencies, now);
    this.tokens = new Tokens(now, rules);
    this.passwordLock = new FailureLock(now, 5, 15 * minuteMs);
    this.#keyLock = new FailureLock(now, 5, 5 * minuteMs);
    this.users = this.#addDemo(demo);
  }

  #addDemo(demo: DemoCredentials): readonly User[] {
    const [main, powerless, staging] = demoUsers(demo, this.account);
    const issue = (user: User, wanted: Scope, value: string) =>
      this.tokens.issue(user, { scope: this.scopeOf(user, wanted) ?? {} }, value);
    issue(main, { projectId: demo.projectId }, demo.token);
    issue(main, { projectId: demo.otherProjectId }, demo.otherToken);
    issue(main, { domainId: demo.domainId }, demo.accountToken);
    issue(powerless, { projectId: demo.projectId }, demo.powerlessToken);
    this.keys.add({ access: demo.accessKey, secret: demo.secretKey, user: main });
    this.keys.add({ access: demo.powerless.accessKey, secret: demo.powerless.secretKey, user: powerless });
    this.keys.add({ access: demo.staging.accessKey, secret: demo.staging.secretKey, user: staging });
    const { accessKey: access, secretKey: secret, securityToken } = demo.temporary;
    this.keys.add({ access, secret, securityToken, user: main, expiresAt: this.now() + dayMs });
    return [main, powerless, staging];
  }

  accountOf({ domain }: User): Account {
    return this.#accounts.find((account) => account.domain.id === domain.id) ?? this.account;
  }

  /** The scope that is wanted, in the user's account; undefined if there is no such project or it is another account. */
  scopeOf(user: User, { projectId, projectName, domainId, domainName }: Scope): TokenScope | undefined {
    const { domain, projects } = this.accountOf(user);
    if ((projectId ?? projectName) !== undefined) {
      const project = projects.find(({ id, name }) =>
        projectId === undefined ? name === projectName : id === projectId,
      );
      return project && { project };
    }
    if ((domainId ?? domainName) === undefined) return {};
    const isOwn = domainId === undefined ? domainName === domain.name : domainId === domain.id;
    return isOwn ? { domain } : undefined;
  }

  authenticate(request: ApiRequest): Caller | Reply {
    const { authorization, "x-auth-token": token } = request.headers;
    if (authorization !== undefined && token !== undefined) return incorrect("both a token and a signature were sent");
    return authorization === undefined ? this.byToken(request) : this.#bySignature(request, authorization);
  }

  byToken({ headers }: ApiRequest): Caller | Reply {
    const token = this.tokens.check(headers["x-auth-token"]);
    if (token === "unknown") return badToken;
    if (token === "expired") return failure(401, "APIC.7101", "The token has expired");
    if (token === "revoked") return incorrect("decrypt token fail");
    return { user: token.user, ...(token.scope.project && { projectId: token.scope.project.id }) };
  }

  #bySignature(request: ApiRequest, header: string): Caller | Reply {
    const claim = parseAuthorization(header);
    if (claim === undefined) return incorrect("the Authorization header has not the form of SDK-HMAC-SHA256");
    const sdkDate = request.headers["x-sdk-date"] ?? "";
    const signedAt = parseSdkDate(sdkDate);
    if (signedAt === undefined || !claim.signedHeaders.includes("x-sdk-date"))
      return incorrect("x-sdk-date is not signed");
    if (Math.abs(this.now() - signedAt) > maxSkewMs) {
      return incorrect(`signature expired, signature time:${sdkDate}, server time:${formatSdkDate(this.now())}`);
    }
    const key = this.keys.find(claim.access);
    if (key === undefined) return incorrect(`verify aksk signature fail, ak ${claim.access} not exist`);
    if (this.#keyLock.isLocked(key.access)) return incorrect("AK access failed to reach the limit,forbidden");

    const canonical = canonicalRequest(request, claim.signedHeaders);
    const isRight = isSignedWith(key.secret, claim, canonical, sdkDate);
    const isTokenRight = key.securityToken === undefined || key.securityToken === request.headers["x-security-token"];
    this.#keyLock.note(key.access, isRight && isTokenRight);
    // The real gateway repeats what it hashed, header values included; lines are joined by a bar.
    if (!isRight) return incorrect(`verify aksk signature fail, canonicalRequest:${canonical.replaceAll("\n", "|")}`);
    if (!isTokenRight) return incorrect("the x-security-token is missing or does not belong to the ak");
    if ((key.expiresAt ?? Number.POSITIVE_INFINITY) <= this.now()) return incorrect("the securitytoken has expired");
    // Without the header, a signed request is for the region's own project.
    const [ownProject] = this.accountOf(key.user).projects;
    return { user: key.user, projectId: request.headers["x-project-id"] ?? ownProject.id };
  }

  /** Every value that must not appear in a record. */
  secrets(): readonly string[] {
    const passwords = this.users.flatMap(({ password }) => password ?? []);
    return [...this.tokens.values(), ...this.keys.secrets(), ...passwords];
  }
}
