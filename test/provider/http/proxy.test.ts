import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../emulator/index";
import type { ApigError } from "../../../provider/errors";
import { createTransport, type HttpRequest } from "../../../provider/http/transport";
import { tls } from "../../fixtures/tls";
import { expectNoTrace } from "../helpers/deep";
import { withProxyEnv } from "../helpers/env";
import { listen, startProxy, startSocks } from "../helpers/proxy";

const { cert, key } = tls;
const settings = { insecure: false, allowHttp: false, caCertFile: cert };
const request: HttpRequest = { method: "GET", url: "https://api.example/v3", timeoutMs: 2_000 };
const trusting = createTransport(settings);
const send = (proxy: string, more: Partial<HttpRequest> = {}, transport = trusting) =>
  withProxyEnv({ ALL_PROXY: proxy }, () => transport({ ...request, ...more }));
const failure = (task: Promise<unknown>): Promise<ApigError> =>
  task.then(
    () => expect.fail("nothing was thrown"),
    (error) => error,
  );

describe("a proxy", () => {
  let cloud: Emulator;
  let to: number;
  before(async () => {
    cloud = await startEmulator({ tls: { key, cert } });
    to = Number(new URL(cloud.url).port);
  });
  after(() => cloud.close());

  it("keeps nothing of a broken answer that repeats the login, in the error and its causes", async () => {
    const login = Buffer.from("ann:s3cr3t").toString("base64");
    const broken = `HTTP/1.1 407 no\r\nx-login: ${login}\r\nbro ken\u0001: 1\r\n\r\n`;
    const proxy = await startProxy({ answer: (socket) => void socket.end(broken) });
    const error = await failure(send(`http://ann:s3cr3t@127.0.0.1:${proxy.port}`));
    await proxy.close();
    expect(error.cause).to.include({ code: "HPE_INVALID_HEADER_TOKEN" });
    expectNoTrace(error, login);
  });

  describe("connects to the host", () => {
    for (const tls of [undefined, { key, cert }]) {
      it(`with our certificates (${tls ? "https" : "http"}://)`, async () => {
        const proxy = await startProxy({ to, ...(tls && { tls }) });
        expect((await send(proxy.url)).status).to.equal(200);
        expect(proxy.asked).to.deep.equal(["api.example:443"]);
        await proxy.close();
      });
    }
    it("without a scheme in its address", async () => {
      const proxy = await startProxy({ to });
      expect((await send(`127.0.0.1:${proxy.port}`)).status).to.equal(200);
      await proxy.close();
    });
    it("with the user and the password, as typed or encoded", async () => {
      const proxy = await startProxy({ answer: (socket) => void socket.end("HTTP/1.1 403 no\r\n\r\n") });
      for (const login of ["ann:p@ss/w#rd%", "ann:p%40ss%2Fw%23rd%25"]) {
        await failure(send(`http://${login}@127.0.0.1:${proxy.port}`));
      }
      expect(proxy.logins).to.deep.equal(["ann:p@ss/w#rd%", "ann:p@ss/w#rd%"]);
      await proxy.close();
    });
    it("to an IP address, IPv6 in brackets", async () => {
      const proxy = await startProxy({ to });
      const error = await failure(send(proxy.url, { url: "https://[fd00::1]:8443/v3" }));
      expect([error.code, ...proxy.asked]).to.deep.equal(["APIG_UNTRUSTED", "[fd00::1]:8443"]);
      await proxy.close();
    });
    it("to plain HTTP too, through a tunnel", async () => {
      const server = await listen((socket) => void socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"));
      const proxy = await startProxy({ to: server.port });
      expect(
        (await send(proxy.url, { url: "http://api.example/v3" }, createTransport({ ...settings, allowHttp: true })))
          .text,
      ).to.equal("{}");
      expect(proxy.asked).to.deep.equal(["api.example:80"]);
      await Promise.all([proxy.close(), server.close()]);
    });
    for (const [scheme, asked] of [
      ["socks4a", "4 api.example:443 "],
      ["socks5h", "5 api.example:443"],
    ] as const) {
      it(`by SOCKS: ${scheme} leaves the name to the proxy`, async () => {
        const proxy = await startSocks({ to });
        expect((await send(proxy.url(scheme))).status).to.equal(200);
        expect(proxy.asked).to.deep.equal([asked]);
        await proxy.close();
      });
    }
    for (const [scheme, asked] of [
      ["socks", "4 203.0.113.7:443 "],
      ["socks5", "5 203.0.113.7:443"],
    ] as const) {
      it(`by SOCKS: ${scheme} with a number`, async () => {
        const proxy = await startSocks({ to });
        const error = await failure(send(proxy.url(scheme), { url: "https://203.0.113.7/v3" }));
        expect(error.code).to.equal("APIG_UNTRUSTED");
        expect(proxy.asked).to.deep.equal([asked]);
        await proxy.close();
      });
    }
    it("by SOCKS with a user and a password", async () => {
      const login = { user: "ann", password: "secret" };
      const proxy = await startSocks({ to }, login);
      expect((await send(`socks5h://ann:secret@127.0.0.1:${proxy.port}`)).status).to.equal(200);
      const error = await failure(send(`socks5h://ann:wrong1@127.0.0.1:${proxy.port}`));
      expect(error.code).to.equal("APIG_PROXY");
      expect(error.message).to.include("correct the user and the password in ALL_PROXY");
      expect(JSON.stringify(error.cause ?? error.message)).not.to.include("wrong1");
      await proxy.close();
    });
    it("keeps the connection for the next request", async () => {
      const proxy = await startProxy({ to, tls: { key, cert } });
      for (let i = 0; i < 3; i++) await send(proxy.url);
      expect(proxy.asked).to.have.length(1);
      await proxy.close();
    });
  });

  it("is not used for hosts in NO_PROXY, nor for this machine", async () => {
    const proxy = await startProxy({ to });
    const env = { HTTPS_PROXY: proxy.url, NO_PROXY: ".example" };
    const error = await withProxyEnv(env, () => failure(trusting(request)));
    expect(error.code).to.equal("APIG_UNREACHABLE");
    expect((await send(proxy.url, { url: `${cloud.url}/v3` })).status).to.equal(200);
    expect(proxy.asked).to.deep.equal([]);
    await proxy.close();
  });

  describe("that does not connect to the host is an error of its own, which names the proxy", () => {
    const status = (line: string) => `HTTP/1.1 ${line}\r\ncontent-length: 3\r\nx-request-id: r\r\n\r\n{ }`;
    for (const [what, bytes, code, words] of [
      [
        "401",
        status("401 no"),
        "APIG_PROXY",
        "answered 401 to CONNECT api.example:443: it needs a user and a password",
      ],
      [
        "403",
        status("403 no"),
        "APIG_PROXY",
        "ask the proxy's operator to allow api.example:443, or add api.example to NO_PROXY",
      ],
      ["404", status("404 no"), "APIG_PROXY", "check that ALL_PROXY is the address of a proxy"],
      ["407", status("407 no"), "APIG_PROXY", "set them in ALL_PROXY (http://user:password@host:port)"],
      ["a redirect", status("302 no"), "APIG_PROXY", "answered 302"],
      ["429", status("429 no"), "APIG_PROXY_UNAVAILABLE", "answered 429"],
      ["502", status("502 no"), "APIG_PROXY_UNAVAILABLE", "answered 502 to CONNECT api.example:443"],
      ["503", status("503 no"), "APIG_PROXY_UNAVAILABLE", "answered 503"],
      ["504", status("504 no"), "APIG_PROXY_UNAVAILABLE", "answered 504"],
      [
        "no HTTP",
        "hello, world\r\n\r\n",
        "APIG_PROXY",
        "check that ALL_PROXY is the address of a proxy, and its scheme (http://)",
      ],
      ["nothing, and closes", "", "APIG_PROXY_UNAVAILABLE", "socket hang up"],
      ["half a head, and closes", "HTTP/1.1 200 Conn", "APIG_PROXY_UNAVAILABLE", "socket hang up"],
    ] as const) {
      it(`it answers ${what}`, async () => {
        const proxy = await startProxy({ answer: (socket) => void socket.end(bytes) });
        const error = await failure(send(proxy.url));
        expect(error.message).to.include(`the proxy 127.0.0.1:${proxy.port} (ALL_PROXY)`).and.include(words);
        expect(error.code).to.equal(code);
        await proxy.close();
      });
    }
    for (const [what, scheme, bytes, code, words] of [
      [
        "refuses by rule",
        "socks5h",
        [5, 2, 0, 1, 0, 0, 0, 0, 0, 0],
        "APIG_PROXY",
        "NotAllowed: ask the proxy's operator",
      ],
      ["cannot reach the host", "socks5h", [5, 4, 0, 1, 0, 0, 0, 0, 0, 0], "APIG_PROXY_UNAVAILABLE", "HostUnreachable"],
      ["fails", "socks4a", [0, 91, 0, 0, 0, 0, 0, 0], "APIG_PROXY_UNAVAILABLE", "Failed"],
    ] as const) {
      it(`a SOCKS server ${what}`, async () => {
        const proxy = await startSocks({ answer: (socket) => void socket.end(Buffer.from(bytes)) });
        const error = await failure(send(proxy.url(scheme)));
        expect(error.message).to.include(`the proxy 127.0.0.1:${proxy.port} (ALL_PROXY)`).and.include(words);
        expect(error.code).to.equal(code);
        await proxy.close();
      });
    }
    it("nothing listens at its address", async () => {
      const proxy = await startProxy({});
      await proxy.close();
      const error = await failure(send(proxy.url));
      expect(error.code).to.equal("APIG_PROXY_UNAVAILABLE");
      expect(error.message).to.match(/^the proxy 127\.0\.0\.1:\d+ \(ALL_PROXY\): connect ECONNREFUSED/);
    });
    it("it closes the connection before TLS, and is asked again", async () => {
      const proxy = await listen((socket) => void socket.end());
      const error = await failure(send(`https://127.0.0.1:${proxy.port}`));
      expect(error.code).to.equal("APIG_PROXY_UNAVAILABLE");
      await proxy.close();
    });
    it("its certificate is not trusted", async () => {
      const proxy = await startProxy({ to, tls: { key, cert } });
      const error = await failure(send(proxy.url, {}, createTransport({ ...settings, caCertFile: null })));
      expect(error.code).to.equal("APIG_UNTRUSTED");
      expect(error.message).to.include(
        `the certificate of the proxy 127.0.0.1:${proxy.port} (ALL_PROXY) is not trusted`,
      );
      await proxy.close();
    });
    it("it does not speak TLS, but its address says https", async () => {
      const proxy = await listen((socket) => void socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
      const error = await failure(send(`https://127.0.0.1:${proxy.port}`));
      expect(error.code).to.equal("APIG_PROXY");
      expect(error.message).to.include("its scheme (https://)");
      await proxy.close();
    });
    it("its address is malformed: nothing is sent, and no part of it is shown", async () => {
      const error = await failure(send("http://ann:secret@"));
      expect(error.code).to.equal("APIG_INVALID_SETTING");
      expect(error.message)
        .to.match(/^ALL_PROXY must be/)
        .and.not.include("secret");
    });
  });
});
