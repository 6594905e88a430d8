// Pure: reads a login or an agency request from the body of a request to IAM.
type Json = Readonly<Record<string, unknown>>;

/** The scope of a token; a project takes precedence over an account. */
export interface Scope {
  readonly projectId?: string;
  readonly projectName?: string;
  readonly domainId?: string;
  readonly domainName?: string;
}

export interface LoginRequest {
  readonly password: string;
  readonly userId?: string;
  readonly userName?: string;
  readonly domainId?: string;
  readonly domainName?: string;
  readonly scope: Scope;
}

export interface AssumeRequest {
  readonly agencyName: string;
  /** The account that delegates. */
  readonly domainId?: string;
  readonly domainName?: string;
  readonly scope: Scope;
}

const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>(
    (inner, name) => (typeof inner === "object" && inner !== null ? (inner as Json)[name] : undefined),
    value,
  );

function textAt(value: unknown, ...path: string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === "string" && found !== "" ? found : undefined;
}

const given = <T extends Record<string, string | undefined>>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: string };

function readScope(body: unknown): Scope {
  const scope = at(body, "auth", "scope");
  return given({
    projectId: textAt(scope, "project", "id"),
    projectName: textAt(scope, "project", "name"),
    domainId: textAt(scope, "domain", "id"),
    domainName: textAt(scope, "domain", "name"),
  });
}

/** The one method of the request; undefined for none, several or no text. */
export function methodOf(body: unknown): string | undefined {
  const methods = at(body, "auth", "identity", "methods");
  return Array.isArray(methods) && methods.length === 1 ? String(methods[0]) : undefined;
}

/** A login, or the rule that the body breaks. */
export function readLogin(body: unknown): LoginRequest | string {
  const user = at(body, "auth", "identity", "password", "user");
  const password = textAt(user, "password");
  if (password === undefined) return "auth.identity.password.user.password must be a string";
  const userId = textAt(user, "id");
  const userName = textAt(user, "name");
  const domainId = textAt(user, "domain", "id");
  const domainName = textAt(user, "domain", "name");
  if (userId === undefined && userName === undefined) return "auth.identity.password.user needs a name or an id";
  if (userId === undefined && domainId === undefined && domainName === undefined) {
    return "auth.identity.password.user.domain needs a name or an id: a user's name alone is not unique";
  }
  return { password, ...given({ userId, userName, domainId, domainName }), scope: readScope(body) };
}

/**
 * An agency to assume, or the rule that the body breaks. Huawei Cloud's pages call the agency `agency_name`; Open Telekom
 * Cloud's page of the agency token and both Terraform providers call it `xrole_name`.
 */
export function readAssume(body: unknown): AssumeRequest | string {
  const wanted = at(body, "auth", "identity", "assume_role");
  const agencyName = textAt(wanted, "agency_name") ?? textAt(wanted, "xrole_name");
  const [domainId, domainName] = [textAt(wanted, "domain_id"), textAt(wanted, "domain_name")];
  if (agencyName === undefined) return "auth.identity.assume_role.agency_name must be a string";
  if (domainId === undefined && domainName === undefined) {
    return "auth.identity.assume_role needs a domain_name or a domain_id";
  }
  return { agencyName, ...given({ domainId, domainName }), scope: readScope(body) };
}

/** The lifetime of a temporary key, or the rule that the body breaks. */
export function readDurationSeconds(body: unknown): number | string {
  const { duration_seconds: seconds = 900 } = Object(at(body, "auth", "identity", "assume_role")) as Json;
  const isValid = typeof seconds === "number" && Number.isInteger(seconds) && seconds >= 900 && seconds <= 86_400;
  return isValid ? seconds : "auth.identity.assume_role.duration_seconds must be a whole number 900..86400";
}
