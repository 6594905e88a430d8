import { createServer } from "node:tls";
import { expect } from "chai";
import { advance, nothingSeen, type PollResult } from "../../../provider/core/decide";
import { problemOfError } from "../../../provider/core/problem";
import { statusLine } from "../../../provider/core/statusLine";
import { createTransport } from "../../../provider/http/transport";
import { tls } from "../../fixtures/tls";
import { withProxyEnv } from "../helpers/env";
import { creating, saw } from "../helpers/pollResults";
import { listen, type ProxyOptions, startProxy, startSocks } from "../helpers/proxy";

const { key, cert } = tls;
const cloud = "https://apig.example";
const send = createTransport({ insecure: false, allowHttp: false, caCertFile: null });

/** The row of a wait that has seen 30 % and whose next request goes wrong so. */
async function rowAfter(url: string, proxy = "", timeoutMs = 10_000): Promise<string> {
  const error = await withProxyEnv({ HTTPS_PROXY: proxy }, () => send({ method: "GET", url, timeoutMs })).then(
    () => expect.fail("there was an answer"),
    (thrown) => thrown,
  );
  const seen: PollResult = { kind: "problem", problem: problemOfError(error, (text) => text) };
  const progress = advance(advance(nothingSeen, saw({ ...creating, progress: 30 }), 0), seen, 1_000);
  return statusLine({ seen, progress });
}

const again = ", trying again";

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
    const row = await rowAfter(`https://127.0.0.1:${server.port}/v2`);
    expect(row).to.match(new RegExp(`^30%, unreachable: 127\\.0\\.0\\.1:${server.port}: no TLS, [a-z ]+${again}$`));
  });

  it("the server speaks only an old TLS", async () => {
    const server = createServer({ key, cert, minVersion: "TLSv1", maxVersion: "TLSv1.1" }).on(
      "tlsClientError",
      () => {},
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    opened.push(server);
    const { port } = server.address() as { port: number };
    expect(await rowAfter(`https://127.0.0.1:${port}/v2`)).to.match(
      /^30%, unreachable: 127\.0\.0\.1:\d+: no TLS, [a-z0-9 ]+,/,
    );
  });

  it("the server closes before TLS", async () => {
    const server = await open(listen((socket) => void socket.destroy()));
    const row = await rowAfter(`https://127.0.0.1:${server.port}/v2`);
    expect(row).to.equal(`30%, unreachable: connection closed by 127.0.0.1:${server.port}${again}`);
  });

  it("its certificate is not trusted", async () => {
    const server = await open(listen(() => {}, { key, cert }));
    const row = await rowAfter(`https://127.0.0.1:${server.port}/v2`);
    expect(row).to.match(/^30%, the certificate of https:\/\/127\.0\.0\.1:\d+ is not trusted \(.*SELF_SIGNED/);
  });
});

describe("a row that tells of a proxy: which, and the reason", () => {
  afterEach(closeAll);

  const says = (text: string): ProxyOptions => ({ answer: (socket) => void socket.end(text) });
  const nameOf = ({ port }: { readonly port: number }) => `127.0.0.1:${port} (HTTPS_PROXY)`;
  const rows: readonly [what: string, options: ProxyOptions, did: string, timeoutMs?: number][] = [
    ["it answers 503", says("HTTP/1.1 503 no\r\n\r\n"), "answered 503"],
    ["it is silent", { answer: () => {} }, "did not answer", 250],
  ];
  for (const [what, options, did, timeoutMs] of rows) {
    it(what, async () => {
      const proxy = await open(startProxy(options));
      const row = await rowAfter(cloud, proxy.url, timeoutMs);
      expect(row).to.equal(`30%, proxy: ${nameOf(proxy)} ${did}${again}`);
    });
  }

  it("it closes the connection, or there is none", async () => {
    const proxy = await open(startProxy({ answer: (socket) => void socket.destroy() }));
    const closed = await rowAfter(cloud, proxy.url);
    await closeAll();
    expect(closed).to.equal(`30%, proxy: connection closed by ${nameOf(proxy)}${again}`);
    expect(await rowAfter(cloud, proxy.url)).to.equal(`30%, proxy: connection refused by ${nameOf(proxy)}${again}`);
  });

  it("it does not exist", async () => {
    // Where no DNS server answers, this machine cannot know that there is no such host.
    expect(await rowAfter(cloud, "http://proxy.invalid:3128", 1_000)).to.match(
      /^30%, proxy: (no such host proxy\.invalid|(no answer from DNS for )?proxy\.invalid:3128)/,
    );
  });

  it("SOCKS: it cannot reach the host", async () => {
    const proxy = await open(startSocks(says("\u0005\u0004\u0000\u0001\0\0\0\0\0\0")));
    const row = await rowAfter(cloud, proxy.url("socks5h"));
    expect(row).to.equal(`30%, proxy: ${nameOf(proxy)}: Socks5 proxy rejected connection - HostUnreachable${again}`);
  });

  it("it refuses (403), which is final at first", async () => {
    const proxy = await open(startProxy(says("HTTP/1.1 403 no\r\n\r\n")));
    expect(await rowAfter(cloud, proxy.url)).to.match(
      /^30%, the proxy 127\.0\.0\.1:\d+ \(HTTPS_PROXY\) answered 403 to CONNECT apig\.example:443/,
    );
  });
});
