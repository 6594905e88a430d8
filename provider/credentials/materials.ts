import { invalidSetting } from "../core/foreignText";
import type { Send } from "../http/transport";
import { type Expiring, fixedMaterial, IssuedMaterial, type MaterialSource } from "./authMaterial";
import type { Credential } from "./credential";
import type { Redactor } from "./redact";
import { assumeRole } from "./remote/assumeRole";
import type { Scope, TokenScope } from "./remote/iam";
import { type Asking, logIn } from "./remote/issue";
import { agencyKeys } from "./remote/metadata";
import type { ResolvedCredential } from "./resolve";
import type { ServerTime } from "./serverTime";

export interface MaterialDeps {
  readonly send: Send;
  /** Sends to the metadata service of this server, in plain HTTP. */
  readonly sendLocally: Send;
  readonly redactor: Redactor;
  readonly time: ServerTime;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/** True if what authenticates requests is issued for one project. */
export function isScoped({ credential, agency }: ResolvedCredential): boolean {
  return credential.kind === "password" || (credential.kind === "token" && agency !== null);
}

/** Where a credential gets from what authenticates requests for this project. */
export function sourceFor(resolved: ResolvedCredential, scope: Scope, deps: MaterialDeps): MaterialSource {
  const { agency, credential } = resolved;
  if (agency === null) return ownSource(resolved, scope && { project: scope }, deps);
  const own = ownSource(resolved, accountOf(credential), deps);
  const asking = { ...askingFor("an agency", resolved, deps), time: deps.time };
  return issued(() => assumeRole({ ...asking, agency, own, scope }), deps);
}

/** What the credential itself is, without an agency. */
function ownSource(resolved: ResolvedCredential, scope: TokenScope, deps: MaterialDeps): MaterialSource {
  const { credential, metadata } = resolved;
  switch (credential.kind) {
    case "token":
      return fixedMaterial({ kind: "token", token: credential.token, projectId: null });
    case "access key":
      return fixedMaterial({ ...credential, kind: "keys" });
    case "password": {
      const asking = askingFor("a password", resolved, deps);
      return issued(() => logIn(credential, scope, asking), deps);
    }
    case "server agency":
      return issued(() => agencyKeys(metadata as string, deps.sendLocally, deps.now), deps);
  }
}

function askingFor(what: string, { iam, credential, origin }: ResolvedCredential, deps: MaterialDeps): Asking {
  const { send, now, redactor } = deps;
  if (iam !== null) return { kind: credential.kind, iam, send, now, redact: redactor.redact };
  throw invalidSetting`${what} needs the address of IAM: set the region, or authUrl (${origin.setBy("authUrl")}, HW_AUTH_URL, OS_AUTH_URL)`;
}

/** A source whose secrets are hidden from the moment they are known. */
function issued(issue: () => Promise<Expiring>, { redactor, now }: MaterialDeps): MaterialSource {
  return new IssuedMaterial(async () => {
    const expiring = await issue();
    const { material } = expiring;
    if (material.kind === "token") redactor.add(material.token);
    else redactor.add(material.accessKey, material.secretKey, material.securityToken);
    return expiring;
  }, now);
}

/** An agency is assumed by a user of the whole account. */
function accountOf(credential: Credential): TokenScope {
  return credential.kind === "password" && "domain" in credential.user ? { domain: credential.user.domain } : null;
}
