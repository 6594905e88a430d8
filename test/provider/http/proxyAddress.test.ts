import { expect } from "chai";
import { proxyName } from "../../../provider/core/text/proxy";
import { parseProxyAddress } from "../../../provider/http/proxyAddress";

const read = (text: string) => {
  const { scheme, login, ...rest } = parseProxyAddress(text, "HTTPS_PROXY");
  return `${scheme} ${proxyName({ scheme, login, ...rest })} ${login ? `${login.user}|${login.password}` : "-"}`;
};

describe("a proxy's address", () => {
  for (const [text, expected] of [
    // A scheme that is missing is http, as curl, Go and Python have it; so are the default ports, but for curl's 1080.
    ["proxy.example:3128", "http proxy.example:3128 -"],
    ["proxy", "http proxy:80 -"],
    ["10.0.0.1:3128", "http 10.0.0.1:3128 -"],
    ["http://proxy:80", "http proxy:80 -"],
    [" HTTP://Proxy.Example:3128/ ", "http proxy.example:3128 -"],
    ["http://proxy:3128/path?query#part", "http proxy:3128 -"],
    ["https://proxy", "https proxy:443 -"],
    ["socks://proxy", "socks4 proxy:1080 -"],
    ["socks4a://proxy:1", "socks4a proxy:1 -"],
    ["socks5://proxy", "socks5 proxy:1080 -"],
    ["SOCKS5H://proxy:65535", "socks5h proxy:65535 -"],
    ["http://[::1]:3128", "http [::1]:3128 -"],
    ["[fd00:0::1]", "http [fd00::1]:80 -"],
    ["http://[fe80::1%25eth0]:3128", "http [fe80::1%eth0]:3128 -"],
    ["http://my_proxy:3128", "http my_proxy:3128 -"],
    // User and password.
    ["http://user:password@proxy:3128", "http proxy:3128 user|password"],
    ["user:password@proxy:3128", "http proxy:3128 user|password"],
    ["http://user@proxy:3128", "http proxy:3128 user|"],
    ["http://user:@proxy", "http proxy:80 user|"],
    ["http://:password@proxy", "http proxy:80 |password"],
    ["http://@proxy", "http proxy:80 -"],
    ["http://domain\\user:a:b@c/d?e#f%g%@[::1]:3128", "http [::1]:3128 domain\\user|a:b@c/d?e#f%g%"],
    ["http://us%40er:p%3Aa%2fs%25%73@proxy:3128", "http proxy:3128 us@er|p:a/s%s"],
    ["http://jürgen:gr%C3%BC%C3%9Fe €@proxy:3128", "http proxy:3128 jürgen|grüße €"],
    ["user:a://b@proxy:3128", "http proxy:3128 user|a://b"],
  ] as const) {
    it(text, () => {
      expect(read(text)).to.equal(expected);
    });
  }

  it("takes a SOCKS password of 255 bytes", () => {
    expect(() => read(`socks5://u:${"p".repeat(255)}@proxy`)).not.to.throw();
  });

  it("keeps an escape that is not UTF-8 as the byte that it is", () => {
    expect([...(parseProxyAddress("u:%E9@proxy", "x").login?.password ?? [])]).to.deep.equal([0xe9]);
  });

  for (const [text, why] of [
    ["ftp://user:secret@proxy", "its scheme must be one of http, https, socks4, socks4a, socks5, socks5h"],
    ["http://", "it has no valid host"],
    ["http://user:secret@", "it has no valid host"],
    ["http://user:secret@:3128", "it has no valid host"],
    ["http:/user:secret@", "it has no valid host"],
    ["http://user:secret@pro xy:3128", "it has no valid host"],
    ["http://user:secret@::1", "it has no valid host (write an IPv6 address in brackets)"],
    ["http://user:secret@::1:3128", "it has no valid host"],
    ["http://user:secret@[::1:3128", "it has no valid host"],
    ["http://user:secret@[secret]:3128", "it has no valid host"],
    ["http://user:secret", "its port must be a number from 1 to 65535"],
    ["http://user:secret@proxy:", "its port must be a number from 1 to 65535"],
    ["http://user:secret@proxy:0", "its port must be a number from 1 to 65535"],
    ["http://user:secret@proxy:65536", "its port must be a number from 1 to 65535"],
    ["http://user:secret@proxy:secret", "its port must be a number from 1 to 65535"],
    ["http:/proxy:3128", "a path follows its host"],
    ["http://http://user:secret", "its port must be a number"],
    [`socks5://u:${"secret".repeat(43)}@proxy`, "its user and its password may have at most 255 bytes each"],
    ["https//proxy:3128", "a path follows its host"],
    ['"http://user:secret@proxy:3128"', "its port must be a number"],
  ] as const) {
    it(`that cannot be one is refused, and not shown: ${text}`, () => {
      const refused = expect(() => read(text)).to.throw();
      refused.with.property("code", "APIG_INVALID_SETTING");
      refused.with
        .property("message")
        .which.includes(why)
        .and.match(/^HTTPS_PROXY must be/)
        .and.not.include("secret");
    });
  }
});
