import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { errorDetails, networkReason } from "../../../provider/core/errorBody";

const bodies: { name: string; text: string; details: ReturnType<typeof errorDetails> }[] = JSON.parse(
  readFileSync(join(__dirname, "../../fixtures/progress/errorBodies.json"), "utf8"),
);

describe("errorDetails reads", () => {
  for (const { name, text, details } of bodies) {
    it(name, () => expect(errorDetails(text)).to.deep.equal(details));
  }

  it("at most 300 characters of a message, and of a page", () => {
    const long = "x".repeat(301);
    expect(errorDetails(JSON.stringify({ error_msg: long })).apiMessage).to.equal(`${"x".repeat(297)}...`);
    expect(errorDetails(`<p>${long}</p>`).apiMessage).to.equal(`"${"x".repeat(297)}..."`);
    expect(errorDetails("x".repeat(300)).apiMessage).to.equal(`"${"x".repeat(300)}"`);
  });
});

describe("errorDetails goes on to look", () => {
  it("inside, past what is empty", () => {
    const body = { error_code: "", error_msg: "", none: null, error: { code: "A.1", message: "why" } };
    expect(errorDetails(JSON.stringify(body))).to.include({ apiCode: "A.1", apiMessage: "why" });
    expect(errorDetails('{"none":null}').apiMessage).to.equal('"{"none":null}"');
  });

  it("at the first 16 KiB of a page, and no further", () => {
    expect(errorDetails(`${"<hr>".repeat(4_000)}soon`).apiMessage).to.equal('"soon"');
    expect(errorDetails(`${"<hr>".repeat(4_096)}late`).apiMessage).to.equal(null);
  });
});

describe("networkReason says why no answer came", () => {
  const cases: [why: string, error: unknown, reason: string][] = [
    [
      "without node-fetch's preamble, the code once",
      Object.assign(new Error("request to http://h/v2/p failed, reason: connect ECONNREFUSED 127.0.0.1:1"), {
        code: "ECONNREFUSED",
      }),
      "connect ECONNREFUSED 127.0.0.1:1",
    ],
    [
      "with the code where the message does not have it",
      Object.assign(new Error("request to http://h failed, reason: certificate has expired"), {
        code: "CERT_HAS_EXPIRED",
      }),
      "CERT_HAS_EXPIRED certificate has expired",
    ],
    [
      "without the address of a body that was cut off",
      new Error("Invalid response body while trying to fetch http://h/v2/p: Premature close"),
      "Premature close",
    ],
    [
      "without the address of a body that is too big",
      new Error("content size at http://h/v2/p over limit: 9"),
      "content size over limit: 9",
    ],
    [
      "with what only looks like a preamble in the middle",
      new Error("x Invalid response body while trying to fetch http://h: y"),
      "x Invalid response body while trying to fetch http://h: y",
    ],
    ["as it is without code", new Error("Premature close"), "Premature close"],
    ["also when no error was thrown", "odd", "odd"],
  ];
  for (const [why, error, reason] of cases) it(why, () => expect(networkReason(error)).to.equal(reason));
});
