import http, { type ClientRequest } from "node:http";
import https from "node:https";
import { getOrCreate } from "../core/getOrCreate";
import { proxyFor } from "./proxyFor";
import { tlsOptions } from "./tls";
import { type Trip, TunnelAgent } from "./tunnelAgent";

/** IAM documents tokens of up to 100,000 characters, and they come in a header; Node's own limit is 16 KiB. */
const maxHeaderSize = 128 * 1024;
/** Idle connections close after this, or sooner where the server says so; until then they do not keep the process alive. */
const idleMs = 60_000;

/** Not in Node's types: what a request calls to get its socket. */
interface Serves {
  addRequest(request: ClientRequest & { maxHeaderSize?: number }, options: object): void;
}

/** The connection settings of one credential. */
export interface TransportSettings {
  readonly insecure: boolean;
  readonly allowHttp: boolean;
  /** Path, or the certificates themselves. */
  readonly caCertFile: string | null;
  /** Another text after that file was written again; null for no file. */
  readonly caCertVersion?: string | null;
  /** The variables that choose a proxy. Default: those of this process at the time of the request. */
  readonly proxies?: Readonly<Record<string, string | undefined>>;
}

/** The agent for one request; with `fresh`, it opens a new connection. */
export type AgentFor = (url: URL, trip: Trip, fresh: boolean) => http.Agent;

/** One agent for each route: direct, or through one proxy. It keeps its connections alive. */
export function agents(settings: TransportSettings): AgentFor {
  const tls = tlsOptions(settings);
  const kept = new Map<string, http.Agent>();
  return (url, trip, fresh) => {
    const proxy = proxyFor(url, settings.proxies);
    const open = () => {
      const options = { keepAlive: !fresh, timeout: idleMs, ...tls };
      if (proxy) return new TunnelAgent(proxy, url.protocol, options);
      return url.protocol === "https:" ? new https.Agent(options) : new http.Agent(options);
    };
    const way = `${url.protocol} ${proxy ? JSON.stringify(proxy) : "direct"}`;
    return forOne(fresh ? open() : getOrCreate(kept, way, open), trip);
  };
}

/** The agent, with what it needs to know about this one request. */
function forOne(agent: http.Agent, trip: Trip): http.Agent {
  const addRequest: Serves["addRequest"] = (request, options) => {
    trip.request = request;
    request.maxHeaderSize = maxHeaderSize;
    request.on("error", (error) => {
      trip.error ??= error;
    });
    // Without this, node-fetch 2 never ends when the connection closes in the middle of an answer.
    request.once("response", (response) => response.once("error", (error) => request.emit("error", error)));
    (agent as unknown as Serves).addRequest(request, { ...options, trip });
  };
  return Object.create(agent, { addRequest: { value: addRequest } });
}
