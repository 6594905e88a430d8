import { expect } from "chai";
import { proxyName } from "../../../provider/core/text/proxy";
import { proxyFor } from "../../../provider/http/proxyFor";
import { createTransport } from "../../../provider/http/transport";
import { withProxyEnv } from "../helpers/env";

const api = "https://api.example/v2";
const all = { HTTPS_PROXY: "p", ALL_PROXY: "p", http_proxy: "p" };

// The order is curl's, and an empty variable is one that is not set.
describe("the proxy of an address", () => {
  for (const [address, env, expected] of [
    [api, {}, null],
    [api, { HTTPS_PROXY: "a:1" }, "HTTPS_PROXY a:1"],
    [api, { HTTPS_PROXY: "a:1", https_proxy: "b:1" }, "https_proxy b:1"],
    [api, { HTTPS_PROXY: "a:1", https_proxy: "" }, "HTTPS_PROXY a:1"],
    [api, { HTTPS_PROXY: "a:1", all_proxy: "b:1", http_proxy: "c:1" }, "HTTPS_PROXY a:1"],
    [api, { ALL_PROXY: "a:1", all_proxy: "b:1" }, "all_proxy b:1"],
    [api, { ALL_PROXY: "socks5h://a:1" }, "ALL_PROXY a:1"],
    [api, { http_proxy: "a:1", HTTP_PROXY: "b:1" }, null],
    ["http://api.example", { http_proxy: "a:1", HTTPS_PROXY: "b:1" }, "http_proxy a:1"],
    ["http://api.example", { HTTP_PROXY: "a:1" }, null],
    ["http://api.example", { HTTP_PROXY: "a:1", ALL_PROXY: "b:1" }, "ALL_PROXY b:1"],
    [api, { HTTPS_PROXY: "a:1", NO_PROXY: "example" }, null],
    [api, { HTTPS_PROXY: "a:1", NO_PROXY: "example", no_proxy: "other" }, "HTTPS_PROXY a:1"],
    [api, { HTTPS_PROXY: "a:1", NO_PROXY: "example", no_proxy: "" }, null],
    ["https://localhost:8443", all, null],
    ["https://127.0.0.1", all, null],
    ["https://[::1]:8443", all, null],
    ["http://169.254.169.254/openstack/latest/securitykey", all, null],
  ] as const) {
    it(`${JSON.stringify(env)} for ${address}: ${expected ?? "direct"}`, () => {
      const proxy = proxyFor(new URL(address), env);
      expect(proxy && `${proxy.variable} ${proxyName(proxy)}`).to.equal(expected);
    });
  }

  it("is read from the environment at each call", () => {
    const before = process.env.HTTPS_PROXY;
    process.env.HTTPS_PROXY = "https//mistyped";
    try {
      expect(() => proxyFor(new URL(api))).to.throw("HTTPS_PROXY must be the address of a proxy");
    } finally {
      if (before === undefined) delete process.env.HTTPS_PROXY;
      else process.env.HTTPS_PROXY = before;
    }
  });
});

describe("a proxy that the settings of a connection name", () => {
  it("counts for as long as the connection lives, whatever the process's variables become", async () => {
    const send = createTransport({
      ...{ insecure: false, allowHttp: true, caCertFile: null },
      proxies: { http_proxy: "http://127.0.0.1:1" },
    });
    const error = await withProxyEnv({}, () =>
      send({ method: "GET", url: "http://nowhere.example/", timeoutMs: 2_000 }).catch((thrown) => thrown),
    );
    expect(error).to.have.property("code", "APIG_PROXY_UNAVAILABLE");
  });
});
