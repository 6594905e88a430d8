import { readFileSync } from "node:fs";
import http, { type ClientRequest } from "node:http";
import https from "node:https";
import { rootCertificates } from "node:tls";
import { HttpsProxyAgent } from "https-proxy-agent";
import { getProxyForUrl } from "proxy-from-env";
import { isLoopback } from "../core/address";
import { ApigError } from "../errors";

/** IAM documents tokens of up to 100,000 characters, and they come in a header; Node's own limit is 16 KiB. */
const maxHeaderSize = 128 * 1024;
/** What cloud servers ask for their own credentials: never through a proxy. */
const metadataHost = "169.254.169.254";

interface TlsOptions {
  readonly rejectUnauthorized?: boolean;
  readonly ca?: readonly string[];
}

/** Not in Node's types: what a request calls to get its socket. */
type AddRequest = (request: ClientRequest & { maxHeaderSize?: number }, options: object) => void;

/** An agent per way there, each keeping its connections alive; chosen by HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY. */
export function createAgents(settings: TransportSettings): (url: URL) => http.Agent {
  const tls = tlsOptions(settings);
  const agents = new Map<string, http.Agent>();
  return (url) => {
    const proxy = isLoopback(url.hostname) || url.hostname === metadataHost ? "" : getProxyForUrl(url.href);
    const way = `${url.protocol} ${proxy}`;
    const agent = agents.get(way) ?? adapted(agentFor(url, proxy), tls);
    agents.set(way, agent);
    return agent;
  };
}

function agentFor(url: URL, proxy: string): http.Agent {
  if (proxy) return new HttpsProxyAgent(proxy, { keepAlive: true });
  return new (url.protocol === "https:" ? https : http).Agent({ keepAlive: true });
}

/** Gives every request of the agent our limits; the proxy's agent takes TLS options no other way. */
function adapted(agent: http.Agent, tls: TlsOptions): http.Agent {
  const plain = agent as unknown as { addRequest: AddRequest };
  const addRequest = plain.addRequest.bind(agent);
  plain.addRequest = (request, options) => {
    request.maxHeaderSize = maxHeaderSize;
    addRequest(request, { ...options, ...tls });
  };
  return agent;
}

function tlsOptions({ insecure, caCertFile }: TransportSettings): TlsOptions {
  if (insecure) return { rejectUnauthorized: false };
  if (caCertFile === null) return {};
  // `ca` replaces what Node trusts by itself, so that is named again.
  const extra = process.env.NODE_EXTRA_CA_CERTS;
  return { ca: [...rootCertificates, certificates(caCertFile), ...(extra ? [certificates(extra)] : [])] };
}

/** The certificates themselves, or the file that holds them, as the Terraform providers take either. */
function certificates(text: string): string {
  if (text.includes("-----BEGIN")) return text;
  try {
    return readFileSync(text, "utf8");
  } catch (cause) {
    const { code } = cause as { code?: string };
    throw new ApigError(
      "APIG_INVALID_SETTING",
      `the CA file ${text} cannot be read (${code}): correct apig:caCertFile or OS_CACERT`,
      { cause },
    );
  }
}

/** How to talk to the servers of one credential. */
export interface TransportSettings {
  readonly insecure: boolean;
  readonly allowHttp: boolean;
  /** Path, or the certificates themselves. */
  readonly caCertFile: string | null;
}
