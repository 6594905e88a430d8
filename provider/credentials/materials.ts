import { invalidSetting } from "../core/foreignText";
import type { Send } from "../http/transport";
import { type Expiring, fixedMaterial, IssuedMaterial, type MaterialSource } from "./authMaterial";
import type { Credential } from "./credential";
import type { Redactor } from "./redact";
import type { TokenScope } from "./remote/iam";
import { type Asking, assumeRole, logIn } from "./remote/issue";
import { serverAgencyKeys } from "./remote/metadata";
import type { ConnectionSettings } from "./resolve";
import type { ServerTime } from "./serverTime";

export interface MaterialDeps {
  readonly send: Send;
  /** Sends to the metadata service of this server, in plain HTTP. */
  readonly sendLocally: Send;
  readonly redactor: Redactor;
  readonly time: ServerTime;
}

/** Where a credential gets from what authenticates requests for this scope. */
export function sourceFor(known: ConnectionSettings, scope: TokenScope, deps: MaterialDeps): MaterialSource {
  const { agency, credential } = known;
  if (agency !== null) {
    const own = sourceFor({ ...known, agency: null }, accountScope(credential), deps);
    const asking = askingFor("an agency", known, deps);
    return issued(() => assumeRole(agency, own, scope, asking), deps);
  }
  switch (credential.kind) {
    case "token":
    case "access key":
      return fixedMaterial(credential);
    case "password": {
      const asking = askingFor("a password", known, deps);
      return issued(() => logIn(credential, scope, asking), deps);
    }
    case "server agency":
      return issued(() => serverAgencyKeys(credential.address, deps.sendLocally, () => deps.time.machine.now()), deps);
  }
}

function askingFor(what: string, { iam, credential, origin }: ConnectionSettings, deps: MaterialDeps): Asking {
  const { send, time, redactor } = deps;
  if (iam !== null) return { kind: credential.kind, iam, send, time, redact: redactor.redact };
  throw invalidSetting`${what} needs the address of IAM: set the region, or authUrl (${origin.setBy("authUrl")}, HW_AUTH_URL, OS_AUTH_URL)`;
}

/** A source whose secrets are hidden from the moment they are known. */
function issued(issue: () => Promise<Expiring>, { redactor, time }: MaterialDeps): MaterialSource {
  return new IssuedMaterial(
    async () => {
      const expiring = await issue();
      const { material } = expiring;
      if (material.kind === "token") redactor.add(material.token);
      else redactor.add(material.accessKey, material.secretKey, material.securityToken);
      return expiring;
    },
    () => time.machine.now(),
  );
}

/** An agency is assumed by a user of the whole account. */
function accountScope(credential: Credential): TokenScope {
  return credential.kind === "password" && "domain" in credential.user ? { domain: credential.user.domain } : null;
}
