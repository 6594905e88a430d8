import { inspect } from "node:util";
import { expect } from "chai";
import { type Emulator, type Fault, startEmulator } from "../../emulator";
import { pollGateway } from "../../provider/client";
import { advance, decide, nothingSeen, type PollResult } from "../../provider/core/decide";
import type { Redact } from "../../provider/core/foreignText";
import { formatOutcome } from "../../provider/core/message";
import { outputsOf } from "../../provider/core/outputs";
import { statusLine } from "../../provider/core/statusLine";
import { Redactor } from "../../provider/credentials/redact";
import { hostile } from "../fixtures/hostile";
import { expectHarmless, expectHarmlessMessage } from "./helpers/harmless";
import { accessTo } from "./helpers/server";

const policy = { timeoutMs: 1_000, graceMs: 0, polling: "eager" } as const;
const ready = { status: "success", progress: 100, error_code: null, start_time: null, end_time: null };
const target = { projectId: "p", instanceId: "gw", endpoint: "https://apig.example" };

/** Everything that a user can see of one poll. */
function shownOf(seen: PollResult): { outputs: object; messages: string[] } {
  const progress = advance(nothingSeen, seen, 500);
  const decision = decide(progress, seen, 1_000, 0.5, policy);
  if (decision.kind !== "finished") throw new Error("the time is up");
  const { outcome } = decision;
  if (outcome.kind === "succeeded") throw new Error("no answer here is a success");
  const message = formatOutcome(outcome, { ...target, operation: "create" });
  const step = { seen, progress };
  const outputs = outputsOf({}, target, progress.last?.snapshot ?? null);
  return { outputs, messages: [message, statusLine(step)] };
}

describe("whatever a hostile server answers", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator();
  });
  after(() => emulator.close());

  const poll = (fault: Fault, redact: Redact) => {
    emulator.setGateway("gw", { steps: [[0, 50]], end: 900, status: "success", faults: [fault] });
    const open = accessTo(emulator.url, async () => ({ "x-auth-token": emulator.token }));
    return pollGateway("gw", { ...open, projectId: emulator.projectId, redact }, { timeoutMs: 2_000 });
  };
  const redactor = new Redactor();

  for (const [name, fault] of Object.entries(hostile)) {
    it(`${name}: a result or a problem, and nothing in it that harms`, async () => {
      const seen = await poll(fault, redactor.redact);
      const { outputs, messages } = shownOf(seen);
      expectHarmless(seen.kind === "snapshot" ? { ...seen } : seen.problem.text);
      expectHarmless(outputs);
      for (const message of messages) expectHarmlessMessage(message);
      expect(outputs).not.to.include({ status: "success" });
    });
  }

  const secret = "a/b+c=d";
  const escaped = '{"status":"a/b+c\\u003dd","error_msg":"\\u0061\\/b+c=d","error_code":"a/b+c=d"}';
  const echoes: readonly [where: string, fault: Fault][] = [
    ["the body of a 200, in escapes", { kind: "status", status: 200, body: escaped }],
    ["the request id of a 200", { kind: "status", status: 200, body: escaped, headers: { "x-request-id": secret } }],
    ["a refusal, in escapes", { kind: "status", status: 403, body: escaped }],
    ["the request id of a refusal", { kind: "status", status: 503, headers: { "x-request-id": secret } }],
    ["a Location header", { kind: "redirect", location: `https://x.example/?t=${encodeURIComponent(secret)}` }],
    ["a page", { kind: "status", status: 502, body: `<p>Token ${secret}</p>` }],
    ["broken JSON", { kind: "status", status: 502, body: escaped.slice(0, -1) }],
    ["a 200 that is no JSON", { kind: "status", status: 200, body: `${secret}` }],
    ["a 200 without a status", { kind: "status", status: 200, body: { error_msg: secret, [secret]: secret } }],
  ];
  for (const [where, fault] of echoes) {
    it(`a secret that comes back in ${where} is hidden`, async () => {
      redactor.add(secret);
      const seen = await poll(fault, redactor.redact);
      const { outputs, messages } = shownOf(seen);
      for (const text of [inspect(seen, { depth: 9 }), JSON.stringify([outputs, messages])]) {
        expect(text).not.to.match(/b\+c|u003d|b%2Bc/i);
      }
    });
  }

  it("a secret that is a common word leaves a body readable, and a documented word whole", async () => {
    for (const word of ["100", "null", "success", "status", "creating", "true", "APIC"]) redactor.add(word);
    const seen = await poll(
      { kind: "status", status: 200, body: { ...ready, error_msg: "100 of null" } },
      redactor.redact,
    );
    if (seen.kind === "problem") throw new Error(seen.problem.text);
    const { status, progress, errorMessage } = seen.snapshot;
    expect({ status, progress, errorMessage }).to.deep.equal({
      status: "success",
      progress: 100,
      errorMessage: "[redacted] of [redacted]",
    });
    const gone = await poll({ kind: "status", status: 404 }, redactor.redact);
    expect(gone.kind === "problem" && gone.problem).to.include({ code: "APIG_NOT_FOUND", retryability: "missing" });
  });
});
