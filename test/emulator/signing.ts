// Signs a request for the tests, right unless told otherwise.
import { demo, type Emulator } from "../../emulator";
import { canonicalRequest, formatSdkDate, signatureOf } from "../../emulator/signature";

export interface Signing {
  readonly accessKey?: string;
  readonly secretKey?: string;
  readonly headers?: Record<string, string>;
  /** Sent, but not signed. */
  readonly unsigned?: Record<string, string>;
  readonly sdkDate?: string;
  readonly signedHeaders?: string[];
  readonly body?: string;
}

/** The headers that sign a request at the time `now`. */
export function signedHeaders(
  { url }: Emulator,
  now: number,
  method: string,
  path: string,
  signing: Signing = {},
): Record<string, string> {
  const { accessKey = demo.accessKey, secretKey = demo.secretKey, sdkDate = formatSdkDate(now) } = signing;
  const headers: Record<string, string> = { host: new URL(url).host, "x-sdk-date": sdkDate, ...signing.headers };
  const names = signing.signedHeaders ?? Object.keys(headers).sort();
  const [bare = "", queryText = ""] = path.split("?");
  const canonical = canonicalRequest({ method, path: bare, queryText, headers, body: signing.body ?? "" }, names);
  const signature = signatureOf(canonical, sdkDate, secretKey);
  const authorization = `SDK-HMAC-SHA256 Access=${accessKey}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
  return { ...headers, ...signing.unsigned, authorization };
}
