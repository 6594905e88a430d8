import { expect } from "chai";
import { type Emulator, type Fault, startEmulator } from "../../emulator";
import { pollGateway } from "../../provider/client";
import { accessTo } from "./helpers/server";

const answer = {
  status: 200,
  body: { progress: 50, status: "creating", error_code: null, error_msg: null, start_time: 1, end_time: 2 },
};
const noAnswer = /^SERVER: no answer within 0\.02 s$/;
const tooMuch = /^SERVER: content size over limit: 1048576$/;

describe("client: an answer that is lost on its way is a problem that is retried", () => {
  let cloud: Emulator;
  beforeEach(async () => {
    cloud = await startEmulator();
  });
  afterEach(() => cloud.close());

  async function poll(timeoutMs = 1_000) {
    const seen = await pollGateway("gw-1", accessTo(cloud.url), { timeoutMs });
    if (seen.kind !== "problem") throw new Error(`expected a problem, saw ${JSON.stringify(seen)}`);
    return { ...seen.problem, text: seen.problem.text.replace(cloud.url, "SERVER") };
  }

  const rows: [what: string, fault: Fault, code: string, text: RegExp, timeoutMs?: number][] = [
    ["a connection that is reset", { kind: "reset" }, "APIG_UNREACHABLE", /^SERVER: read ECONNRESET$/],
    ["one that is reset in the body", { ...answer, kind: "reset", bytes: 9 }, "APIG_UNREACHABLE", /ECONNRESET|aborted/],
    ["a body that ends too early", { ...answer, kind: "truncated" }, "APIG_UNREACHABLE", /Premature close|aborted/],
    ["a server that never answers", { kind: "hang" }, "APIG_UNREACHABLE", noAnswer, 20],
    ["a body that comes too slowly", { ...answer, kind: "slow" }, "APIG_UNREACHABLE", noAnswer, 20],
    ["a body of 8 MiB", { ...answer, kind: "huge" }, "APIG_BAD_RESPONSE", tooMuch],
  ];
  for (const [what, fault, code, text, timeoutMs] of rows) {
    it(what, async () => {
      cloud.setFaults("GET /v2/project-1", [fault]);
      const problem = await poll(timeoutMs);
      expect(problem)
        .to.include({ code, retryability: "retry", retryAfterMs: null })
        .and.not.have.property("requestId");
      expect(problem.text).to.match(text).and.not.contain("/v2/");
    });
  }

  it("an API that is away: its connections are refused until it is back", async () => {
    cloud.setFaults("GET /v2/project-1", [
      { kind: "refused", turns: [1], seconds: 0.03 },
      { kind: "status", status: 503 },
    ]);
    await poll();
    const texts = new Set<string>();
    for (let problem = await poll(); problem.code === "APIG_UNREACHABLE"; problem = await poll())
      texts.add(problem.text.replace(/127\.0\.0\.1:\d+/, "ADDRESS"));
    expect([...texts]).to.deep.equal(["SERVER: connect ECONNREFUSED ADDRESS"]);
  });
});
