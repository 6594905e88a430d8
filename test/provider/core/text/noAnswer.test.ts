import { expect } from "chai";
import {
  givenUp,
  networkFault,
  noAnswer,
  noAnswerWithin,
  tooLate,
  unreadVariable,
  untrusted,
  withoutBytes,
} from "../../../../provider/core/text/network";
import { ApigError } from "../../../../provider/errors";
import { problemOf } from "../../helpers/pollResults";

const request = { url: "https://apig.example:8443/v2/p" };

describe("a request without an answer", () => {
  it("names the host, without the path, and the reason", () => {
    const cause = new Error("x");
    const error = noAnswer(request, "why", cause);
    expect([error.code, error.message, error.cause]).to.deep.equal([
      "APIG_UNREACHABLE",
      "https://apig.example:8443: why",
      cause,
    ]);
    expect(error.facts).to.deep.equal({ source: "network", host: "apig.example:8443", said: "why" });
    expect(noAnswer(request, "why", undefined, "APIG_BAD_RESPONSE")).to.include({ code: "APIG_BAD_RESPONSE" });
    expect(noAnswer(request, "why").cause).to.equal(undefined);
  });

  it("keeps no bytes of an answer, which may repeat a secret", () => {
    const broken = Object.assign(new Error("Parse Error"), { code: "HPE_X", rawPacket: Buffer.from("s3cret") });
    expect(withoutBytes(broken)).to.include({ message: "Parse Error", code: "HPE_X" });
    expect(withoutBytes(broken)).not.to.have.property("rawPacket");
    const other = new Error("x");
    expect(withoutBytes(other)).to.equal(other);
  });

  it("says within how long, in seconds to a hundredth", () => {
    expect([30_000, 1_500, 1_234, 4].map(noAnswerWithin)).to.deep.equal([
      "no answer within 30 s",
      "no answer within 1.5 s",
      "no answer within 1.23 s",
      "no answer within 0 s",
    ]);
  });
});

describe("a request that was given up", () => {
  const late = new ApigError("APIG_UNREACHABLE", "no answer within 5 s");

  it("ends with the reason of the signal where that says more", () => {
    expect(givenUp(AbortSignal.abort(late), request)).to.equal(late);
  });

  it("names the host where it is known, and keeps the reason", () => {
    const cause = new Error("stop");
    const error = givenUp(AbortSignal.abort(cause), request);
    expect([error.message, error.cause]).to.deep.equal(["https://apig.example:8443: the request was cancelled", cause]);
    const nowhere = givenUp(AbortSignal.abort(cause));
    expect([nowhere.code, nowhere.message, nowhere.cause]).to.deep.equal([
      "APIG_UNREACHABLE",
      "the request was cancelled",
      cause,
    ]);
    expect(givenUp().message).to.equal("the request was cancelled");
  });
});

describe("a poll that took too long", () => {
  const held = problemOf({ code: "APIG_THROTTLED", source: "api", host: "h", text: "HTTP 429", status: 429 });

  it("was sent: there was no answer", () => {
    const error = tooLate("https://h", 30_000, true, null);
    expect([error.code, error.message]).to.deep.equal(["APIG_UNREACHABLE", "https://h: no answer within 30 s"]);
    expect(error.facts).to.deep.equal({ source: "network", host: "h", said: "no answer within 30 s" });
  });

  it("was not sent: what held it back, with the facts of that", () => {
    const error = tooLate("https://h", 60_000, false, held);
    const said = "not sent within 1m0s, delayed by HTTP 429";
    expect([error.code, error.message]).to.deep.equal(["APIG_THROTTLED", `https://h: ${said}`]);
    expect(error.facts).to.include({ source: "api", host: "h", status: 429, said });
  });

  it("was not sent, and nobody knows why", () => {
    expect(tooLate("https://h", 60_000, false, null).message).to.equal(
      "https://h: not sent within 1m0s, because a login, or another request with this credential, did not end",
    );
  });
});

describe("why no answer came, in a few words", () => {
  const fault = (code: string) =>
    networkFault(
      problemOf({ code: "APIG_UNREACHABLE", host: "h", said: "x", cause: Object.assign(new Error("x"), { code }) }),
    );
  for (const [code, text] of [
    ["EPIPE", "connection closed by h"],
    ["ENETUNREACH", "no route to h"],
    ["ETIMEDOUT", "no answer from h"],
    ["EOTHER", "h: x"],
    ["ENOTFOUND", "no such host h"],
  ] as const)
    it(code, () => expect(fault(code)).to.equal(text));

  it("with nothing but a text, that", () => {
    expect(networkFault(problemOf({ text: "HTTP 503" }))).to.equal("HTTP 503");
    expect(networkFault(problemOf({ cause: Object.assign(new Error("x"), { code: "ENOTFOUND" }) }))).to.equal(
      "no such host",
    );
    expect(networkFault(problemOf({ host: "h" }))).to.equal("h: ");
  });
});

describe("a certificate that is not accepted", () => {
  const plain = { env: {}, execArgv: [] };
  const told = (code: string, process: Parameters<typeof untrusted>[2] = plain) =>
    untrusted("h", Object.assign(new Error("why"), { code }), process);
  const trust =
    "if you trust it, set caCertFile, OS_CACERT or NODE_EXTRA_CA_CERTS to a file with the issuer's certificates";
  const noHelp = "caCertFile and OS_CACERT cannot fix this";
  const rows: [code: string, text: string][] = [
    [
      "CERT_HAS_EXPIRED",
      `has expired (CERT_HAS_EXPIRED): its operator must renew it, or this machine's clock is wrong; ${noHelp}`,
    ],
    ["CERT_NOT_YET_VALID", `is not valid yet (CERT_NOT_YET_VALID): check this machine's clock; ${noHelp}`],
    [
      "ERR_TLS_CERT_ALTNAME_INVALID",
      `is for another host (ERR_TLS_CERT_ALTNAME_INVALID why): check the address; ${noHelp}`,
    ],
    ["INVALID_CA", `is not a server certificate (INVALID_CA why): its operator must replace it; ${noHelp}`],
    ["INVALID_PURPOSE", `is not a server certificate (INVALID_PURPOSE why): its operator must replace it; ${noHelp}`],
    [
      "PATH_LENGTH_EXCEEDED",
      `is not a server certificate (PATH_LENGTH_EXCEEDED why): its operator must replace it; ${noHelp}`,
    ],
    ["SELF_SIGNED_CERT_IN_CHAIN", `is not trusted (SELF_SIGNED_CERT_IN_CHAIN why): ${trust}`],
    ["UNABLE_TO_GET_ISSUER_CERT", `is not trusted (UNABLE_TO_GET_ISSUER_CERT why): ${trust}`],
  ];
  for (const [code, text] of rows) {
    it(code, () => {
      const error = told(code);
      expect(error?.message).to.equal(`the certificate of h ${text}`);
      expect([error?.code, error?.facts.said]).to.deep.equal(["APIG_UNTRUSTED", `${code} why`]);
    });
  }

  it("is none where the error is another one", () => {
    expect([told("ECONNRESET"), untrusted("h", new Error("x"), plain)]).to.deep.equal([null, null]);
  });

  it("names the variable that only other programs read", () => {
    expect(told("SELF_SIGNED_CERT_IN_CHAIN", { env: { CURL_CA_BUNDLE: "/x" }, execArgv: [] })?.message).to.equal(
      `the certificate of h is not trusted (SELF_SIGNED_CERT_IN_CHAIN why): ${trust} (CURL_CA_BUNDLE is set, but Node.js does not read it)`,
    );
  });
});

describe("a variable for certificates that Node.js does not read", () => {
  const all = { SSL_CERT_FILE: "/f", SSL_CERT_DIR: "/d", REQUESTS_CA_BUNDLE: "/r", CURL_CA_BUNDLE: "/c" };
  const { SSL_CERT_FILE: _, ...without } = all;
  const rows: [what: string, env: Record<string, string>, execArgv: string[], name: string | undefined][] = [
    ["none is set", {}, [], undefined],
    ["the first that is set", all, [], "SSL_CERT_FILE"],
    ["the next", without, [], "SSL_CERT_DIR"],
    ["an empty one is not set", { ...all, SSL_CERT_FILE: "" }, [], "SSL_CERT_DIR"],
    ["with --use-openssl-ca, OpenSSL reads two", all, ["--use-openssl-ca"], "REQUESTS_CA_BUNDLE"],
    ["with --use_system_ca, too", all, ["--x", "--use_system_ca"], "REQUESTS_CA_BUNDLE"],
    ["the same in NODE_OPTIONS", { ...all, NODE_OPTIONS: "--y --use-system-ca" }, ["--x"], "REQUESTS_CA_BUNDLE"],
    ["with NODE_USE_SYSTEM_CA=1", { ...all, NODE_USE_SYSTEM_CA: "1" }, [], "REQUESTS_CA_BUNDLE"],
    ["but not with 0", { ...all, NODE_USE_SYSTEM_CA: "0" }, [], "SSL_CERT_FILE"],
    ["CURL_CA_BUNDLE is the last", { CURL_CA_BUNDLE: "/c" }, [], "CURL_CA_BUNDLE"],
  ];
  for (const [what, env, execArgv, name] of rows)
    it(what, () => expect(unreadVariable({ env, execArgv })).to.equal(name));
});
