// The thin shell around the routes: one server on the loopback interface.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { CallLimit } from "./callLimit";
import { deliver } from "./delivery";
import { replyUnder } from "./faultReply";
import { newId } from "./gateways";
import type { PathFaults } from "./pathFaults";
import { describeRequest, type RequestLog } from "./record";
import { internalError, noSuchApi, type Reply, withRequestId } from "./reply";
import { type ApiRequest, readRequest } from "./request";
import { type Cloud, findRoute, type Route } from "./router";

export interface Service {
  readonly routes: readonly Route[];
  readonly cloud: Cloud;
  readonly callLimit: CallLimit;
  readonly pathFaults: PathFaults;
  readonly log: RequestLog;
}

// Tokens of 100,000 characters are documented, and Node.js refuses headers over 16 KiB by default.
const maxHeaderSize = 256 * 1024;
// As long as a load balancer keeps idle connections; with the 5 s of Node.js, many clients would send on a closed connection.
const keepAliveTimeout = 65_000;

function answer({ routes, cloud, callLimit, pathFaults }: Service, request: ApiRequest): Reply {
  const refusal = callLimit.refusal();
  if (refusal !== undefined) return refusal;
  const route = findRoute(routes, request.method, request.path);
  const reply = () => (route === undefined ? noSuchApi : route.handler({ request, params: route.params, cloud }));
  const found = pathFaults.find(request);
  return found === undefined ? reply() : replyUnder(found.fault, found.moment, reply);
}

export class Listener {
  readonly #server: Server;
  #reopening: NodeJS.Timeout | undefined;
  #port = 0;

  constructor(
    private readonly service: Service,
    tls?: { readonly key: string; readonly cert: string },
  ) {
    const options = { maxHeaderSize, keepAliveTimeout };
    const handler = (incoming: IncomingMessage, response: ServerResponse) => void this.#serve(incoming, response);
    this.#server =
      tls === undefined ? createServer(options, handler) : createTlsServer({ ...options, ...tls }, handler);
  }

  open(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, "127.0.0.1", () => {
        this.#server.removeListener("error", reject);
        this.#port = (this.#server.address() as AddressInfo).port;
        resolve(this.#port);
      });
    });
  }

  async close(): Promise<void> {
    clearTimeout(this.#reopening);
    await this.#shut();
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { cloud, log } = this.service;
    const requestId = newId();
    const send = (reply: Reply) => {
      const common = { "x-request-id": requestId, date: new Date(cloud.now()).toUTCString() };
      deliver(response, withRequestId(reply, requestId), common, (forMs) => void this.#refuse(forMs));
    };
    try {
      const request = await readRequest(incoming);
      const at = cloud.now();
      const reply = answer(this.service, request);
      log.add(describeRequest(at, request, reply, requestId));
      send(reply);
    } catch (error) {
      // A client may close its connection; anything else is a mistake in the emulator and must be seen.
      if (incoming.destroyed && !incoming.complete) return;
      console.error("emulator: a request failed:", error);
      if (!response.headersSent) send(internalError);
    }
  }

  /** Refuses connections for some time and closes the open ones. */
  async #refuse(forMs: number): Promise<void> {
    clearTimeout(this.#reopening);
    // Set before the port is closed, because close() may run at the same time.
    this.#reopening = setTimeout(() => this.open(this.#port).catch(console.error), forMs);
    await this.#shut();
  }

  #shut(): Promise<void> {
    return new Promise((done) => {
      this.#server.close(() => done());
      this.#server.closeAllConnections();
    });
  }
}
