// Pure: reads a login by password, the one method that is spoken here, from the body of a token request.
type Json = Readonly<Record<string, unknown>>;

export interface LoginRequest {
  readonly password: string;
  readonly userId?: string;
  readonly userName?: string;
  readonly domainId?: string;
  readonly domainName?: string;
  readonly scope: { readonly projectId?: string; readonly projectName?: string };
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

/** A login, or the rule that the body breaks. A project scope wins over a domain's. */
export function readLogin(body: unknown): LoginRequest | string {
  const methods = at(body, "auth", "identity", "methods");
  if (!Array.isArray(methods) || methods.join() !== "password") return 'auth.identity.methods must be ["password"]';
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
  const projectId = textAt(body, "auth", "scope", "project", "id");
  const projectName = textAt(body, "auth", "scope", "project", "name");
  return { password, ...given({ userId, userName, domainId, domainName }), scope: given({ projectId, projectName }) };
}
