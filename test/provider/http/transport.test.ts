import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../emulator/index";
import type { ApigError } from "../../../provider/errors";
import { createTransport, type HttpRequest } from "../../../provider/http/transport";
import { serve } from "../helpers/server";

const file = (name: string) => join(__dirname, "../../fixtures/tls", name);
const [cert, key] = ["cert.pem", "key.pem"].map((name) => readFileSync(file(name), "utf8")) as [string, string];
const plain = { insecure: false, allowHttp: false, caCertFile: null };
const get = (url: string): HttpRequest => ({ method: "GET", url, timeoutMs: 1_000 });
const failure = (task: Promise<unknown>): Promise<ApigError> =>
  task.then(
    () => expect.fail("nothing was thrown"),
    (error) => error,
  );

/** A proxy that leads every name to one port, and remembers the names. */
async function startProxy(port: number) {
  const asked: string[] = [];
  const server = createServer();
  server.on("connect", (request, socket) => {
    asked.push(request.url ?? "");
    const there = connect(port, "127.0.0.1", () => socket.write("HTTP/1.1 200 Connection established\r\n\r\n"));
    there.on("error", () => socket.destroy());
    socket.on("error", () => there.destroy());
    socket.pipe(there).pipe(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close: () => server.close() };
}

describe("transport", () => {
  let cloud: Emulator;
  before(async () => {
    cloud = await startEmulator({ tls: { key, cert } });
  });
  after(() => cloud.close());

  describe("certificates", () => {
    it("are checked: one that is not trusted is final, with what to do", async () => {
      const error = await failure(createTransport(plain)(get(`${cloud.url}/v3`)));
      expect(error.code).to.equal("APIG_UNTRUSTED");
      expect(error.message).to.include(`the certificate of ${cloud.url} is not trusted`).and.include("OS_CACERT");
    });
    for (const [what, caCertFile] of [
      ["file", file("cert.pem")],
      ["text", cert],
    ] as const) {
      it(`are trusted when they are given as ${what}`, async () => {
        expect((await createTransport({ ...plain, caCertFile })(get(`${cloud.url}/v3`))).status).to.equal(200);
      });
    }
    it("may go unchecked", async () => {
      expect((await createTransport({ ...plain, insecure: true })(get(`${cloud.url}/v3`))).status).to.equal(200);
    });
    it("that cannot be read are named", () => {
      expect(() => createTransport({ ...plain, caCertFile: "/nowhere.pem" })).to.throw(
        "the CA file /nowhere.pem cannot be read (ENOENT)",
      );
    });
  });

  describe("a proxy", () => {
    const before = { ...process.env };
    afterEach(() => {
      for (const name of ["HTTPS_PROXY", "NO_PROXY"]) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
    });
    const proxied = async (url: string, noProxy = "") => {
      const proxy = await startProxy(Number(new URL(cloud.url).port));
      Object.assign(process.env, { HTTPS_PROXY: proxy.url, NO_PROXY: noProxy });
      const outcome = await createTransport({ ...plain, caCertFile: cert })(get(url)).then(
        ({ status }) => status,
        ({ code }) => code,
      );
      proxy.close();
      return { outcome, asked: proxy.asked };
    };
    it("of HTTPS_PROXY is used, with our certificates", async () => {
      expect(await proxied("https://api.example/v3")).to.deep.equal({ outcome: 200, asked: ["api.example:443"] });
    });
    it("is not used for what NO_PROXY names", async () => {
      expect((await proxied("https://api.example/v3", ".example")).asked).to.deep.equal([]);
    });
    it("is never used for this machine", async () => {
      expect(await proxied(`${cloud.url}/v3`)).to.deep.equal({ outcome: 200, asked: [] });
    });
  });

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

  it("reads headers of 100 KB, and refuses more than 128", async () => {
    let size = 100_000;
    const server = await serve((_, response) => response.writeHead(201, { "x-subject-token": "t".repeat(size) }).end());
    const send = createTransport(plain);
    expect((await send(get(server.url))).headers.get("x-subject-token")).to.have.length(100_000);
    size = 140_000;
    expect((await failure(send(get(server.url)))).message).to.include("HPE_HEADER_OVERFLOW");
    await server.close();
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
