// Pure: the request signature SDK-HMAC-SHA256 in its `Access=` form, from the published description of the algorithm.
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { ApiRequest } from "./request";

const algorithm = "SDK-HMAC-SHA256";

export interface Authorization {
  readonly access: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const form = /^SDK-HMAC-SHA256 Access=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/;

export function parseAuthorization(header: string): Authorization | undefined {
  const [, access, names, signature] = form.exec(header) ?? [];
  if (access === undefined || names === undefined || signature === undefined) return undefined;
  return { access, signedHeaders: names.split(";"), signature };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** RFC 3986: encodeURIComponent leaves five characters that are reserved there. */
function encode(text: string): string {
  const hex = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(decode(text)).replace(/[!'()*]/g, hex);
}

function canonicalPath(path: string): string {
  const encoded = path.split("/").map(encode).join("/");
  return encoded.endsWith("/") ? encoded : `${encoded}/`;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function canonicalQuery(query: string): string {
  return query
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return [encode(name), encode(value.join("="))] as const;
    })
    .sort(([name1, value1], [name2, value2]) => compare(name1, name2) || compare(value1, value2))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

type SignedParts = Pick<ApiRequest, "method" | "path" | "queryText" | "headers" | "body">;

export function canonicalRequest(request: SignedParts, signedHeaders: readonly string[]): string {
  const names = signedHeaders.map((name) => name.toLowerCase()).sort();
  const headers = names.map((name) => `${name}:${(request.headers[name] ?? "").trim()}\n`);
  return [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.queryText),
    headers.join(""),
    names.join(";"),
    sha256(request.body),
  ].join("\n");
}

export function signatureOf(canonical: string, sdkDate: string, secret: string): string {
  const text = [algorithm, sdkDate, sha256(canonical)].join("\n");
  return createHmac("sha256", secret).update(text, "utf8").digest("hex");
}

export function isSignedWith(
  secret: string,
  { signature }: Authorization,
  canonical: string,
  sdkDate: string,
): boolean {
  return timingSafeEqual(Buffer.from(signature, "hex"), Buffer.from(signatureOf(canonical, sdkDate, secret), "hex"));
}

/** `20260102T030405Z` as Unix milliseconds; undefined for any other form. */
export function parseSdkDate(text: string): number | undefined {
  if (!/^\d{8}T\d{6}Z$/.test(text)) return undefined;
  const at = Date.parse(text.replace(/^(....)(..)(..T..)(..)(..Z)$/, "$1-$2-$3:$4:$5"));
  return Number.isNaN(at) ? undefined : at;
}

export const formatSdkDate = (at: number): string => new Date(at).toISOString().replace(/[:-]|\.\d{3}/g, "");
