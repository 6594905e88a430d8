import { expect } from "chai";
import {
  authUrlFault,
  endpointFault,
  isLoopback,
  normaliseEndpoint,
  normaliseRegion,
  regionName,
  shownAddress,
} from "../../../provider/core/address";

const noAddress = "must be an address such as https://apig.eu-de.otc.t-systems.com";
const noLogin = "must have no user, password, query or fragment";
const noHttp = "must begin with https:// (plain http:// is allowed for this machine only)";

describe("an endpoint", () => {
  const rows: [what: string, text: string, fault: string | null][] = [
    ["https", "https://apig.example.com", null],
    ["https with port and path", "https://apig.example.com:8443/proxied%20here", null],
    ["this machine by name, without TLS", "http://localhost:8080", null],
    ["this machine by number", "http://127.0.0.1:8080", null],
    ["this machine by another of its numbers", "http://127.10.200.255", null],
    ["this machine by its IPv6 number", "http://[::1]:8080", null],
    ["another machine without TLS", "http://apig.example.com", noHttp],
    ["a name that begins like this machine's number", "http://127.0.0.1.example.com", noHttp],
    ["a name that ends like it", "http://x127.0.0.1.nip.io", noHttp],
    ["another scheme", "ftp://apig.example.com", noHttp],
    ["no address", "apig.example.com", noAddress],
    ["nothing", "", noAddress],
    ["a space", "https://apig.example.com/a b", noAddress],
    ["a backslash", "https://apig.example.com\\x", noAddress],
    ["a line break", "https://apig.example.com\n", noAddress],
    ["a user", "https://me@apig.example.com", noLogin],
    ["a password alone", "https://:pw@apig.example.com", noLogin],
    ["a login with one slash too few", "https:///x:y@apig.example.com", noLogin],
    ["a login in the path", "https://apig.example.com/me@x", noLogin],
    ["a query", "https://apig.example.com?x=1", noLogin],
    ["a fragment", "https://apig.example.com#x", noLogin],
    ["a % that begins no escape", "https://apig.example.com/100%", "must use % only in escapes such as %20"],
  ];
  for (const [what, text, fault] of rows) {
    it(`${what}: ${fault ?? "is taken"}`, () => expect(endpointFault(text)).to.equal(fault));
  }

  it("of another machine may be without TLS where that is allowed, and nothing else may", () => {
    expect(endpointFault("http://apig.example.com", true)).to.equal(null);
    expect(endpointFault("ftp://apig.example.com", true)).to.equal(noHttp);
  });

  it("is kept without slashes at its end", () => {
    expect(normaliseEndpoint("https://h/a//")).to.equal("https://h/a");
    expect(normaliseEndpoint("https://h//a")).to.equal("https://h//a");
    expect(normaliseEndpoint(undefined as never)).to.equal(undefined);
  });
});

describe("an address of IAM", () => {
  it("may leave the scheme out, and has an example of its own", () => {
    expect(authUrlFault("iam.example.com/v3", false)).to.equal(null);
    expect(authUrlFault("HTTPS://iam.example.com", false)).to.equal(null);
    expect(authUrlFault("iam.example.com/x?to=http://y", false)).to.equal(noLogin);
    const example = "must be an address such as https://iam.eu-de.otc.t-systems.com/v3";
    expect(authUrlFault("a b", false)).to.equal(example);
  });

  it("needs TLS, unless plain HTTP is allowed", () => {
    expect(authUrlFault("http://iam.example.com", false)).to.equal(noHttp);
    expect(authUrlFault("http://iam.example.com", true)).to.equal(null);
  });
});

describe("this machine", () => {
  for (const host of ["localhost", "[::1]", "127.0.0.1", "127.10.200.255"])
    it(`is ${host}`, () => expect(isLoopback(host)).to.equal(true));
  for (const host of ["localhost.example.com", "127.0.0.1.example.com", "x127.0.0.1", "127.0.0", "10.0.0.1", "[::2]"])
    it(`is not ${host}`, () => expect(isLoopback(host)).to.equal(false));
});

describe("a wrong address in a message", () => {
  const hidden = " (the value is not shown: it may contain a password)";
  const rows: [what: string, text: string, shown: string][] = [
    ["a plain one is shown", "ftp://h.example.com/x", ', not "ftp://h.example.com/x"'],
    ["one without a scheme is shown", "apig.example.com:8080/a-b%20c", ', not "apig.example.com:8080/a-b%20c"'],
    ["a port without a dot before it may be a password", "user:123", hidden],
    ["a login is left out of it", "https://me:secret@h.example.com/x", ', not "https://...@h.example.com"'],
    ["so is a user alone", "https://me@h.example.com", ', not "https://...@h.example.com"'],
    ["and a password alone", "https://:secret@h.example.com", ', not "https://...@h.example.com"'],
    ["a login with one slash too many may go on in the path", "https://a:b@h/c@d", hidden],
    ["a colon in the path, too", "https://a:b@h/c:d", hidden],
    ["a query may hold anything", "https://h.example.com?password=x", hidden],
    ["a scheme without a host", "mailto://a:b@", hidden],
    ["what is no address", "a b", hidden],
    ["300 characters are shown", `h/${"x".repeat(298)}`, `, not "h/${"x".repeat(298)}"`],
    ["more are not", `h/${"x".repeat(299)}`, hidden],
  ];
  for (const [what, text, shown] of rows) it(what, () => expect(shownAddress(text)).to.equal(shown));
});

describe("a region", () => {
  it("is the same in any case; the sub-project after it is not", () => {
    expect(normaliseRegion("EU-De_Team_A")).to.equal("eu-de_Team_A");
    expect(normaliseRegion("EU-NL")).to.equal("eu-nl");
  });

  it("is named without its sub-project", () => {
    expect(regionName("eu-de_Team_A")).to.equal("eu-de");
    expect(regionName("eu-de")).to.equal("eu-de");
  });
});
