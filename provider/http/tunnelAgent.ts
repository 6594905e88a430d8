import { lookup } from "node:dns/promises";
import { once } from "node:events";
import http, { type ClientRequest, type IncomingMessage } from "node:http";
import https, { type AgentOptions } from "node:https";
import { connect, isIP, isIPv6, type Socket } from "node:net";
import { SocksClient, SocksClientError } from "socks";
import { systemCode } from "../core/attempt";
import { type Host, type ProxyAddress, proxyFault, proxyRefusal, socksFault } from "../core/text/proxy";
import type { TlsOptions } from "./tls";

/** A running request, with what node-fetch does not take or does not report. */
export interface Trip {
  /** Closes everything that the request has opened. */
  readonly signal: AbortSignal;
  /** Set until the proxy has connected to the host. */
  waitsFor: ProxyAddress | null;
  request: ClientRequest | null;
  /** The error itself; node-fetch keeps only its message. */
  error: (Error & { code?: string }) | null;
}

/** Documented by Node, but not in its types. */
interface Connects {
  createConnection(options: object): Socket;
}
type Target = Host & { readonly trip: Trip };

/** Sends every request through a tunnel, also `http:` ones. So an answer of the proxy is never taken for the host's. */
export class TunnelAgent extends https.Agent {
  readonly protocol: string;
  readonly defaultPort: number;

  constructor(
    private readonly proxy: ProxyAddress,
    protocol: string,
    private readonly settings: AgentOptions,
  ) {
    super(settings);
    this.protocol = protocol;
    this.defaultPort = protocol === "https:" ? 443 : 80;
  }

  createConnection(options: Target, done: (error: Error | null, socket?: Socket) => void): void {
    const { trip, host, port } = options;
    const direct = (https.Agent.prototype as unknown as Connects).createConnection;
    const open = async () => {
      trip.waitsFor = this.proxy;
      const socket = await openTunnel(this.proxy, { host, port: Number(port) }, this.settings, trip.signal);
      trip.waitsFor = null;
      return this.protocol === "https:" ? direct.call(this, { ...options, socket }) : socket;
    };
    // Node uses only the first call, so a later error has no effect.
    open().then((socket) => done(null, socket), done);
  }
}

/**
 * Opens a connection to `target` through the proxy. When `signal` aborts, the socket closes at once, whatever its state.
 * Throws ApigError: APIG_PROXY, APIG_PROXY_UNAVAILABLE.
 */
async function openTunnel(proxy: ProxyAddress, target: Host, tls: TlsOptions, signal: AbortSignal): Promise<Socket> {
  const byHttp = proxy.scheme === "http" || proxy.scheme === "https";
  const socket = await (byHttp ? throughHttp(proxy, target, tls, signal) : throughSocks(proxy, target, signal));
  // The caller adds its own listener. Until then, an error must not end the process.
  return socket.on("error", () => {});
}

/** Uses CONNECT and the HTTP client of Node.js. Any answer but 2xx comes from the proxy, never from the target. */
function throughHttp(proxy: ProxyAddress, target: Host, tls: TlsOptions, signal: AbortSignal): Promise<Socket> {
  const path = `${isIPv6(target.host) ? `[${target.host}]` : target.host}:${target.port}`;
  const headers: Record<string, string> = { host: path, connection: "keep-alive", "proxy-connection": "keep-alive" };
  if (proxy.login) {
    const { user, password } = proxy.login;
    const login = Buffer.concat([user, Buffer.from(":"), password]);
    headers["proxy-authorization"] = `Basic ${login.toString("base64")}`;
  }
  // Without `servername`, TLS would use the Host header, which names the target.
  const servername = isIP(proxy.host) ? "" : proxy.host;
  const { host, port } = proxy;
  const options = { ...tls, servername, host, port, method: "CONNECT", path, headers, agent: false, signal } as const;
  return new Promise((resolve, reject) => {
    const request = (proxy.scheme === "https" ? https : http).request(options);
    request.on("error", (cause) => reject(proxyFault(proxy, cause, process)));
    request.once("connect", (response: IncomingMessage, socket: Socket, head: Buffer) => {
      const status = response.statusCode ?? 0;
      if (status >= 200 && status < 300) {
        if (head.length > 0) socket.unshift(head);
        return resolve(socket);
      }
      socket.destroy();
      reject(proxyRefusal(proxy, target, status));
    });
    request.end();
  });
}

/** As in curl: with SOCKS 4a and 5h the proxy looks up the target's name, with 4 and 5 this machine does. */
async function throughSocks(proxy: ProxyAddress, target: Host, signal: AbortSignal): Promise<Socket> {
  const { scheme, login } = proxy;
  const local = scheme === "socks4" || scheme === "socks5";
  const host = local ? (await lookup(target.host, { family: scheme === "socks4" ? 4 : 0 })).address : target.host;
  const socket = connect(proxy);
  const stop = () => socket.destroy();
  signal.addEventListener("abort", stop, { once: true });
  try {
    await once(socket, "connect", { signal });
    await SocksClient.createConnection({
      proxy: {
        host: proxy.host,
        port: proxy.port,
        type: scheme.startsWith("socks5") ? 5 : 4,
        ...(login && { userId: login.user.toString(), password: login.password.toString() }),
      },
      command: "connect",
      destination: { host, port: target.port },
      existing_socket: socket,
    });
    return socket;
  } catch (cause) {
    socket.destroy();
    if (!(cause instanceof SocksClientError) && systemCode(cause) === undefined) throw cause;
    throw socksFault(proxy, target, (cause as Error).message);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
