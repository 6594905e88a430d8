import type { ClientRequest } from "node:http";
import https, { type AgentOptions } from "node:https";
import type { Socket } from "node:net";
import type { ProxyAddress } from "./proxyAddress";
import { openTunnel } from "./tunnel";

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
interface Target {
  readonly host: string;
  readonly port: number;
  readonly trip: Trip;
}

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
