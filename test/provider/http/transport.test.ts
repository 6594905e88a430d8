import type { Socket } from "node:net";
import { expect } from "chai";
import type { ApigError } from "../../../provider/errors";
import { createTransport, type HttpRequest } from "../../../provider/http/transport";
import { expectNoTrace } from "../helpers/deep";
import { listen } from "../helpers/proxy";
import { serve } from "../helpers/server";

const plain = { insecure: false, allowHttp: false, caCertFile: null };
const get = (url: string): HttpRequest => ({ method: "GET", url, timeoutMs: 1_000 });
const failure = (task: Promise<unknown>): Promise<ApigError> =>
  task.then(
    () => expect.fail("nothing was thrown"),
    (error) => error,
  );

describe("transport", () => {
  it("sends nothing in plain HTTP to another machine, unless that is allowed", async () => {
    const error = await failure(createTransport(plain)(get("http://api.example/v3?a=b")));
    expect(error.code).to.equal("APIG_INVALID_SETTING");
    expect(error.message).to.include("http://api.example must begin with https://");
    const allowed = createTransport({ ...plain, allowHttp: true });
    expect((await failure(allowed(get("http://api.invalid/v3")))).code).to.equal("APIG_UNREACHABLE");
  });

  it("keeps a connection for the next request", async () => {
    const ports = new Set<number | undefined>();
    const server = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.end("{}");
    });
    const send = createTransport(plain);
    for (let i = 0; i < 3; i++) await send(get(server.url));
    await server.close();
    expect(ports.size).to.equal(1);
  });

  describe("a connection that was kept alive and ends when it is used again", () => {
    const ends = { reset: (socket: Socket) => socket.resetAndDestroy(), closed: (socket: Socket) => socket.end() };
    for (const [how, end] of Object.entries(ends)) {
      /** Serves each connection once; gives the requests that came, by connection. */
      const twice = async (method: "GET" | "POST") => {
        const came: number[] = [];
        const server = await listen((socket) => {
          const number = came.push(0) - 1;
          socket.on("data", () => {
            came[number] = (came[number] ?? 0) + 1;
            if (came[number] > 1) end(socket);
            else socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}");
          });
        });
        const send = createTransport(plain);
        const url = `http://127.0.0.1:${server.port}`;
        await send(get(url));
        const outcome = await send({ ...get(url), method }).then(
          ({ status }) => status,
          ({ code }) => code,
        );
        await server.close();
        return { outcome, came };
      };
      it(`${how}: a GET is sent once more, on a new one`, async () => {
        expect(await twice("GET")).to.deep.equal({ outcome: 200, came: [2, 1] });
      });
      it(`${how}: a POST is not`, async () => {
        expect(await twice("POST")).to.deep.equal({ outcome: "APIG_UNREACHABLE", came: [2] });
      });
    }
    it("if the new connection ends as well, it is an error", async () => {
      let connections = 0;
      const server = await listen((socket) => {
        connections++;
        socket.on("data", () => socket.resetAndDestroy());
      });
      const error = await failure(createTransport(plain)(get(`http://127.0.0.1:${server.port}`)));
      await server.close();
      expect([error.code, connections]).to.deep.equal(["APIG_UNREACHABLE", 1]);
    });
  });

  it("reads headers of 100 KB, and refuses more than 128", async () => {
    let size = 100_000;
    const server = await serve((_, response) => response.writeHead(201, { "x-subject-token": "t".repeat(size) }).end());
    const send = createTransport(plain);
    expect((await send(get(server.url))).headers.get("x-subject-token")).to.have.length(100_000);
    size = 140_000;
    expect((await failure(send(get(server.url)))).message).to.include("HPE_HEADER_OVERFLOW");
    await server.close();
  });

  it("keeps nothing of a broken answer that repeats a secret, in the error and its causes", async () => {
    const secret = "s3cr3t-t0ken";
    const broken = `HTTP/1.1 200 OK\r\nx-token: ${secret}\r\nbro ken\u0001: 1\r\n\r\n`;
    const server = await listen((socket) => void socket.on("data", () => socket.end(broken)));
    const url = `http://127.0.0.1:${server.port}`;
    const error = await failure(createTransport(plain)({ ...get(url), headers: { "x-auth-token": secret } }));
    await server.close();
    expect(error.message).to.include("HPE_INVALID_HEADER_TOKEN");
    expect(error.cause).to.include({ code: "HPE_INVALID_HEADER_TOKEN" });
    expectNoTrace(error, secret);
  });

  for (const status of [301, 302, 307, 308]) {
    it(`does not follow a ${status}`, async () => {
      const other = await serve((_, response) => response.end("{}"));
      const server = await serve((_, response) => response.writeHead(status, { location: other.url }).end());
      expect((await createTransport(plain)(get(server.url))).status).to.equal(status);
      expect(other.requests).to.deep.equal([]);
      await Promise.all([server.close(), other.close()]);
    });
  }
});
