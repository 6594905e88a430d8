import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { ApiConnection } from "../../../provider/credentials/connections";
import { createTransport } from "../../../provider/http/transport";

/** A real server on a free port, for answers that the emulator does not give. */
export async function serve(listener: RequestListener) {
  const requests: { url: string; headers: NodeJS.Dict<string | string[]> }[] = [];
  const server = createServer((request, response) => {
    requests.push({ url: request.url ?? "", headers: request.headers });
    listener(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** What came in, oldest first. */
    requests,
    async close(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export const secretToken = "secret-token-of-a-test";

type Headers = (request: { readonly method: string; readonly url: string }) => Promise<Record<string, string>>;

/** Access with a token, as the credentials would give it. */
export const accessTo = (endpoint: string, headers?: Headers): ApiConnection => {
  const transport = createTransport({ insecure: false, allowHttp: false, caCertFile: null });
  const own = headers ?? (async () => ({ "x-auth-token": secretToken }));
  return {
    endpoint,
    projectId: "project-1",
    send: async (request) => {
      const { method, url } = request;
      return transport({ ...request, headers: { ...request.headers, ...(await own({ method, url })) } });
    },
    redact: (text) => text.replaceAll(secretToken, "[redacted]"),
  };
};
