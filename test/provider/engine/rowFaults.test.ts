import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createServer } from "node:tls";
import { expect } from "chai";
import { advance, nothingSeen, type PollResult } from "../../../provider/core/decide";
import { problemOfError } from "../../../provider/core/problem";
import { statusLine } from "../../../provider/core/statusLine";
import { rowRoom } from "../../../provider/engine/rowRoom";
import { createTransport } from "../../../provider/http/transport";
import { withProxyEnv } from "../helpers/env";
import { creating, saw } from "../helpers/pollResults";
import { listen, type ProxyOptions, startProxy, startSocks } from "../helpers/proxy";

const [key, cert] = ["key.pem", "cert.pem"].map((name) =>
  readFileSync(join(__dirname, "../../fixtures/tls", name), "utf8"),
) as [string, string];
const cloud = "https://apig.example";
const send = createTransport({ insecure: false, allowHttp: false, caCertFile: null });

/** The rows of a wait that has seen 30 % and whose next request goes wrong so: on 120 columns, and with any room. */
async function rowsAfter(url: string, proxy = "", timeoutMs = 10_000): Promise<{ narrow: string; wide: string }> {
  const error = await withProxyEnv({ HTTPS_PROXY: proxy }, () => send({ method: "GET", url, timeoutMs })).then(
    () => expect.fail("there was an answer"),
    (thrown) => thrown,
  );
  const seen: PollResult = { kind: "problem", problem: problemOfError(error, (text) => text) };
  const progress = advance(advance(nothingSeen, saw({ ...creating, progress: 30 }), 0), seen, 1_000);
  const line = (room: number) => statusLine({ seen, progress, nextPollInMs: 4_000 }, { sinceMs: 0, room });
  return { narrow: line(rowRoom("urn:pulumi:dev::shop::pulumi-nodejs:apig:Ready::orders", 120)), wide: line(Infinity) };
}

const again = ", trying again in 4 s";

const opened: { close(): unknown }[] = [];
/** A server that is closed after the test, however that ends. */
async function open<T extends { close(): unknown }>(starting: Promise<T>): Promise<T> {
  const server = await starting;
  opened.push(server);
  return server;
}
async function closeAll(): Promise<void> {
  for (const server of opened.splice(0)) await server.close();
}

describe("a row that tells of TLS: host and reason", () => {
  afterEach(closeAll);

  it("the server speaks no TLS", async () => {
    const server = await open(listen((socket) => void socket.write("HTTP/1.1 200 OK\r\n\r\n")));
    const { wide, narrow } = await rowsAfter(`https://127.0.0.1:${server.port}/v2`);
    expect(wide).to.match(new RegExp(`^30%, 127\\.0\\.0\\.1:${server.port}: no TLS, [a-z ]+${again}$`));
    expect(narrow).to.match(new RegExp(`^30%, 127\\.0\\.0\\.1:${server.port}: no TLS, [a-z ]+`));
  });

  it("the server speaks only an old TLS", async () => {
    const server = createServer({ key, cert, minVersion: "TLSv1", maxVersion: "TLSv1.1" }).on(
      "tlsClientError",
      () => {},
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    opened.push(server);
    const { port } = server.address() as { port: number };
    expect((await rowsAfter(`https://127.0.0.1:${port}/v2`)).wide).to.match(
      /^30%, 127\.0\.0\.1:\d+: no TLS, [a-z0-9 ]+,/,
    );
  });

  it("the server closes before TLS", async () => {
    const server = await open(listen((socket) => void socket.destroy()));
    const { wide } = await rowsAfter(`https://127.0.0.1:${server.port}/v2`);
    expect(wide).to.equal(`30%, connection closed by 127.0.0.1:${server.port}${again}`);
  });

  it("its certificate is not trusted", async () => {
    const server = await open(listen(() => {}, { key, cert }));
    const { narrow } = await rowsAfter(`https://127.0.0.1:${server.port}/v2`);
    expect(narrow).to.match(/^30%, the certificate of https:\/\/127\.0\.0\.1:\d+ is not trusted \(.*SELF_SIGNED/);
  });
});

describe("a row that tells of a proxy: which, and the reason", () => {
  afterEach(closeAll);

  const says = (text: string): ProxyOptions => ({ answer: (socket) => void socket.end(text) });
  const rows: readonly [what: string, options: ProxyOptions, wide: string, narrow: string][] = [
    [
      "it answers 503",
      says("HTTP/1.1 503 no\r\n\r\n"),
      "(HTTPS_PROXY) answered 503 to CONNECT apig.example:443",
      "answered 503",
    ],
    [
      "it is silent",
      { answer: () => {} },
      "(HTTPS_PROXY) gave no answer: https://apig.example: no answer within 0.25 s",
      "gave no answer",
    ],
  ];
  for (const [what, options, wide, narrow] of rows) {
    it(what, async () => {
      const proxy = await open(startProxy(options));
      const name = `30%, the proxy 127.0.0.1:${proxy.port}`;
      const shown = await rowsAfter(cloud, proxy.url, what === "it is silent" ? 250 : undefined);
      expect(shown.wide).to.equal(`${name} ${wide}${again}`);
      expect(shown.narrow).to.match(new RegExp(`^${name} ${narrow}($|${again})`));
    });
  }

  it("it closes the connection, or there is none", async () => {
    const proxy = await open(startProxy({ answer: (socket) => void socket.destroy() }));
    const closed = await rowsAfter(cloud, proxy.url);
    await closeAll();
    expect(closed.wide).to.equal(`30%, connection closed by the proxy 127.0.0.1:${proxy.port} (HTTPS_PROXY)${again}`);
    expect(closed.narrow).to.equal(`30%, connection closed by the proxy 127.0.0.1:${proxy.port}`);
    const none = await rowsAfter(cloud, proxy.url);
    expect(none.narrow).to.equal(`30%, connection refused by the proxy 127.0.0.1:${proxy.port}`);
  });

  it("it does not exist", async () => {
    // Where no DNS server answers, this machine cannot know that there is no such host.
    expect((await rowsAfter(cloud, "http://proxy.invalid:3128", 1_000)).narrow).to.match(
      /^30%, (no such host proxy\.invalid|(no answer from DNS for )?the proxy proxy\.invalid:3128)/,
    );
  });

  it("SOCKS: it cannot reach the host", async () => {
    const proxy = await open(startSocks(says("\u0005\u0004\u0000\u0001\0\0\0\0\0\0")));
    const { wide, narrow } = await rowsAfter(cloud, proxy.url("socks5h"));
    const reason = "Socks5 proxy rejected connection - HostUnreachable";
    expect(wide).to.equal(
      `30%, the proxy 127.0.0.1:${proxy.port} (HTTPS_PROXY), for apig.example:443: ${reason}${again}`,
    );
    expect(narrow).to.equal(`30%, the proxy 127.0.0.1:${proxy.port}: ${reason}`);
  });

  it("it refuses (403), which is final at first", async () => {
    const proxy = await open(startProxy(says("HTTP/1.1 403 no\r\n\r\n")));
    const { narrow } = await rowsAfter(cloud, proxy.url);
    expect(narrow).to.match(
      /^30%, the proxy 127\.0\.0\.1:\d+ \(HTTPS_PROXY\) answered 403 to CONNECT apig\.example:443/,
    );
  });
});
