// The thin shell around the routes: one HTTP server on the loopback interface.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { deliver } from "./delivery";
import { newId } from "./gateways";
import { describeRequest, type RequestLog } from "./record";
import { internalError, noSuchApi, type Reply } from "./reply";
import { type ApiRequest, readRequest } from "./request";
import { findRoute, type Route, type World } from "./router";

function answer(routes: readonly Route[], request: ApiRequest, world: World): Reply {
  const route = findRoute(routes, request.method, request.path);
  return route === undefined ? noSuchApi : route.handler({ request, params: route.params, world });
}

async function serve(
  routes: readonly Route[],
  world: World,
  log: RequestLog,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = await readRequest(incoming);
  const requestId = newId();
  const at = world.now();
  const reply = answer(routes, request, world);
  log.add(describeRequest(at, request, reply, requestId));
  deliver(response, reply, requestId);
}

export async function listen(
  routes: readonly Route[],
  world: World,
  log: RequestLog,
  port: number,
): Promise<{ server: Server; url: string }> {
  const server = createServer((incoming, response) => {
    serve(routes, world, log, incoming, response).catch((error: unknown) => {
      // A client that went away is no news; anything else is a mistake in the emulator and must be seen.
      if (incoming.destroyed && !incoming.complete) return;
      console.error("emulator: a request failed:", error);
      deliver(response, internalError, newId());
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
