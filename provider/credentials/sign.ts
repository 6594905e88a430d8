import { createHash, createHmac } from "node:crypto";
import type { AccessKey, AuthMaterial } from "./credential";

type KeyPair = Pick<AccessKey, "accessKey" | "secretKey">;

/** The request to sign. Header names may have any case; `host` and `x-sdk-date` are added. */
export interface Signable {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
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

const algorithm = "SDK-HMAC-SHA256";

/**
 * The headers that sign one request with SDK-HMAC-SHA256: the given ones, `x-sdk-date` and `authorization`. `isoTime` is the
 * time of signing; the server accepts a difference of up to 15 minutes.
 * Source: "AK/SK-based authentication" of Huawei Cloud and OTC, in the form with `Access=`.
 */
export function sign(request: Signable, { accessKey, secretKey }: KeyPair, isoTime: string): Record<string, string> {
  const date = isoTime.replace(/[-:]|\.\d+/g, "");
  const own = Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value.trim()] as const);
  const signed = [...own, ["host", new URL(request.url).host] as const, ["x-sdk-date", date] as const].sort(byName);
  const stringToSign = `${algorithm}\n${date}\n${sha256(canonicalRequest(request, signed))}`;
  const signature = createHmac("sha256", secretKey).update(stringToSign).digest("hex");
  const names = signed.map(([name]) => name).join(";");
  return {
    ...Object.fromEntries(own),
    "x-sdk-date": date,
    authorization: `${algorithm} Access=${accessKey}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

type Header = readonly [name: string, value: string];

/** The text that client and server hash. Each part has one canonical form, so the way a request is written makes no difference. */
export function canonicalRequest({ method, url, body = "" }: Signable, headers: readonly Header[]): string {
  const { pathname, searchParams } = new URL(url);
  const path = pathname.split("/").map(decodeURIComponent).map(encode).join("/");
  const query = [...searchParams].map(([name, value]) => [encode(name), encode(value)] as const).sort(byName);
  return [
    method.toUpperCase(),
    // The signed path ends with a slash; the sent path does not.
    path.endsWith("/") ? path : `${path}/`,
    query.map(([name, value]) => `${name}=${value}`).join("&"),
    ...headers.map(([name, value]) => `${name}:${value}`),
    "",
    headers.map(([name]) => name).join(";"),
    sha256(body),
  ].join("\n");
}

/** RFC 3986: everything but letters, digits and `-_.~` becomes `%XX`. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function byName([a, x]: Header, [b, y]: Header): number {
  const order = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);
  return order(a, b) || order(x, y);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
