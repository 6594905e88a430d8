import { createHash } from "node:crypto";
import { expect } from "chai";
import { canonicalRequest, parseAuthorization, parseSdkDate, signatureOf } from "../../emulator/signature";
import { secretKey, vectors } from "../fixtures/signatures.json";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const request = { method: "GET", path: "/", queryText: "", headers: {}, body: "" };

describe("signature", () => {
  for (const [name, { path, query, headers, canonicalHash, signature }] of Object.entries(vectors)) {
    it(`agrees with vector ${name}`, () => {
      const signed = { ...request, path, queryText: query, headers };
      const canonical = canonicalRequest(signed, Object.keys(headers));
      expect(sha256(canonical)).to.equal(canonicalHash);
      if (signature) expect(signatureOf(canonical, headers["x-sdk-date"], secretKey)).to.equal(signature);
    });
  }

  const lines: [name: string, part: Partial<typeof request>, line: number, expected: string][] = [
    [
      "encodes a path segment once, whether it came encoded or not",
      { path: "/a%20b/c'd/%C3%A9" },
      1,
      "/a%20b/c%27d/%C3%A9/",
    ],
    ["keeps the unreserved characters", { path: "/A-z_0.~" }, 1, "/A-z_0.~/"],
    ["keeps a path that ends with a slash", { path: "/a/" }, 1, "/a/"],
    ["sorts the query by name, then by value", { queryText: "b=1&a=z&a=b" }, 2, "a=b&a=z&b=1"],
    [
      "encodes the query, and writes a name without value with =",
      { queryText: "q=a b+c/d&flag" },
      2,
      "flag=&q=a%20b%2Bc%2Fd",
    ],
    ["keeps what follows the first =", { queryText: "a=b=c" }, 2, "a=b%3Dc"],
    ["takes a broken encoding as it is", { queryText: "a=%zz" }, 2, "a=%25zz"],
    ["hashes the body", { body: "{}" }, 5, sha256("{}")],
  ];
  for (const [name, part, line, expected] of lines) {
    it(name, () => expect(canonicalRequest({ ...request, ...part }, []).split("\n")[line]).to.equal(expected));
  }

  it("lists headers in lower case, sorted and trimmed", () => {
    const headers = { host: "h", "x-sdk-date": " d " };
    expect(canonicalRequest({ ...request, headers }, ["X-Sdk-Date", "Host"])).to.include(
      "\nhost:h\nx-sdk-date:d\n\nhost;x-sdk-date\n",
    );
  });

  it("reads an Authorization header of its form alone", () => {
    const signature = "0".repeat(64);
    const expected = { access: "AK", signedHeaders: ["host", "x-sdk-date"], signature };
    expect(
      parseAuthorization(`SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature=${signature}`),
    ).to.deep.equal(expected);
    for (const wrong of [
      "",
      "Basic abc",
      `SDK-HMAC-SHA256 Credential=AK/20260102///sdk_request, SignedHeaders=host, Signature=${signature}`,
    ]) {
      expect(parseAuthorization(wrong)).to.equal(undefined);
    }
  });

  it("reads the date of its form alone", () => {
    expect(parseSdkDate("20260102T030405Z")).to.equal(Date.parse("2026-01-02T03:04:05Z"));
    for (const wrong of ["", "2026-01-02T03:04:05Z", "20261302T030405Z"])
      expect(parseSdkDate(wrong)).to.equal(undefined);
  });
});
