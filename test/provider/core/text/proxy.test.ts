import { expect } from "chai";
import {
  type ProxyAddress,
  proxyFault,
  proxyName,
  proxyRefusal,
  proxySilence,
  socksFault,
} from "../../../../provider/core/text/proxy";
import { ApigError } from "../../../../provider/errors";

const proxy: ProxyAddress = {
  ...({ scheme: "http", host: "proxy.example", port: 3128, login: null, variable: "HTTPS_PROXY" } as const),
};
const login = { user: Buffer.from("ann"), password: Buffer.from("s3cret") };
const target = { host: "api.example", port: 443 };
const named = { name: "proxy.example:3128", variable: "HTTPS_PROXY" };
const told = "the proxy proxy.example:3128 (HTTPS_PROXY)";

describe("a proxy's name", () => {
  it("is its host and port; an IPv6 number has brackets", () => {
    expect(proxyName(proxy)).to.equal("proxy.example:3128");
    expect(proxyName({ ...proxy, host: "::1" })).to.equal("[::1]:3128");
  });
});

describe("a proxy that answers something else than a connection", () => {
  const direct = "or add api.example to NO_PROXY if it is reachable without the proxy";
  const noLogin = "it needs a user and a password: set them in HTTPS_PROXY (http://user:password@host:port)";
  const rows: [status: number, code: string, advice: string][] = [
    [401, "APIG_PROXY", `: ${noLogin}`],
    [407, "APIG_PROXY", `: ${noLogin}`],
    [403, "APIG_PROXY", `: ask the proxy's operator to allow api.example:443, ${direct}`],
    [404, "APIG_PROXY", `: check that HTTPS_PROXY is the address of a proxy, ${direct}`],
    [499, "APIG_PROXY", `: check that HTTPS_PROXY is the address of a proxy, ${direct}`],
    [408, "APIG_PROXY_UNAVAILABLE", ""],
    [429, "APIG_PROXY_UNAVAILABLE", ""],
    [500, "APIG_PROXY_UNAVAILABLE", ""],
    [504, "APIG_PROXY_UNAVAILABLE", ""],
  ];
  for (const [status, code, advice] of rows) {
    it(`${status}: ${code}`, () => {
      const error = proxyRefusal(proxy, target, status);
      expect(error.message).to.equal(`${told} answered ${status} to CONNECT api.example:443${advice}`);
      const did = `answered ${status}`;
      expect([error.code, error.facts]).to.deep.equal([code, { source: "proxy", status, proxy: { ...named, did } }]);
    });
  }

  it("with a login that is not the right one", () => {
    expect(proxyRefusal({ ...proxy, login }, target, 407).message).to.equal(
      `${told} answered 407 to CONNECT api.example:443: correct the user and the password in HTTPS_PROXY (http://user:password@host:port)`,
    );
  });
});

describe("a proxy that gives no answer", () => {
  it("says for how long, and that it was the proxy", () => {
    const cause = new Error("x");
    const error = proxySilence(proxy, new ApigError("APIG_UNREACHABLE", "no answer within 5 s"), cause);
    expect(error.message).to.equal(`${told} did not answer: no answer within 5 s`);
    expect([error.code, error.cause]).to.deep.equal(["APIG_PROXY_UNAVAILABLE", cause]);
    expect(error.facts).to.deep.equal({ source: "proxy", proxy: { ...named, did: "did not answer" } });
  });
});

describe("a connection to a proxy that fails", () => {
  const process = { env: {}, execArgv: [] };
  const failed = (code: string | undefined, message = "x") =>
    proxyFault(proxy, Object.assign(new Error(message), code && { code }), process);
  const check = "check that HTTPS_PROXY is the address of a proxy, and its scheme (http://)";

  for (const code of ["HPE_INVALID_CONSTANT", "EPROTO", "ERR_SSL_WRONG_VERSION_NUMBER"]) {
    it(`${code}: it is none, or of another scheme`, () => {
      const error = failed(code);
      expect(error.message).to.equal(`${told}: ${code} x: ${check}`);
      expect([error.code, error.facts.said]).to.deep.equal(["APIG_PROXY", `${code} x`]);
    });
  }

  for (const code of ["ECONNREFUSED", "EPROTONOSUPPORT", "X_HPE_", undefined]) {
    it(`${code ?? "no code"}: it may come back`, () => {
      const error = failed(code);
      expect(error.message).to.equal(`${told}: ${code ? `${code} ` : ""}x`);
      expect(error.code).to.equal("APIG_PROXY_UNAVAILABLE");
      expect(error.facts).to.deep.equal({ source: "proxy", proxy: named, said: code ? `${code} x` : "x" });
    });
  }

  it("a certificate that is not trusted is named as the proxy's", () => {
    const error = failed("DEPTH_ZERO_SELF_SIGNED_CERT", "self-signed certificate");
    expect(error.message).to.match(/^the certificate of the proxy proxy\.example:3128 \(HTTPS_PROXY\) is not trusted/);
    expect(error.code).to.equal("APIG_UNTRUSTED");
  });
});

describe("a SOCKS server that does not connect", () => {
  const socks = { ...proxy, scheme: "socks5", variable: "ALL_PROXY", login } as const;
  const by = "the proxy proxy.example:3128 (ALL_PROXY), for api.example:443";
  const rows: [message: string, code: string, advice: string][] = [
    [
      "Socks5 Authentication failed",
      "APIG_PROXY",
      ": correct the user and the password in ALL_PROXY (socks5://user:password@host:port)",
    ],
    [
      "Socks5 proxy rejected connection - NotAllowed",
      "APIG_PROXY",
      ": ask the proxy's operator to allow api.example:443, or add api.example to NO_PROXY if it is reachable without the proxy",
    ],
    [
      "Socks4 Proxy rejected connection - (RejectedWithIdentd)",
      "APIG_PROXY",
      ": ask the proxy's operator to allow api.example:443, or add api.example to NO_PROXY if it is reachable without the proxy",
    ],
    [
      "Received invalid Socks5 initial handshake",
      "APIG_PROXY",
      ": check that ALL_PROXY is the address of a proxy, or add api.example to NO_PROXY if it is reachable without the proxy",
    ],
    [
      "Socks5 proxy rejected connection - CommandNotSupported",
      "APIG_PROXY",
      ": check that ALL_PROXY is the address of a proxy, or add api.example to NO_PROXY if it is reachable without the proxy",
    ],
    ["Socks5 proxy rejected connection - HostUnreachable", "APIG_PROXY_UNAVAILABLE", ""],
  ];
  for (const [message, code, advice] of rows) {
    it(message, () => {
      const error = socksFault(socks, target, message);
      expect(error.message).to.equal(`${by}: ${message}${advice}`);
      expect([error.code, error.cause, error.facts.said]).to.deep.equal([code, undefined, message]);
    });
  }
});
