import { expect } from "chai";
import * as apig from "pulumi-apig";
import type { Fault } from "../../emulator";
import { hostile } from "../fixtures/hostile";
import { expectHarmless, expectHarmlessMessage } from "../provider/helpers/harmless";
import { Engine } from "./helpers/engine";
import type { InlineStack, Run } from "./helpers/inlineStack";

const timeoutSeconds = 6;
/** By the provider's own clock it is two seconds; the engine's events come later on a busy machine, never by a Retry-After. */
const graceSeconds = 10;
/** A credential that is refused at first is dead for all: this page has tests of its own. */
const others = Object.entries(hostile).filter(([name]) => name !== "an HTML page with 401");

/** The secret, as JSON may write it. */
const escaped = (text: string) =>
  Array.from(text, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");

describe("a hostile server, on the real engine", () => {
  let engine: Engine;
  let stack: InlineStack;
  let run: Run;
  let faults: Readonly<Record<string, Fault>>;

  before(async function () {
    this.timeout(240_000);
    engine = await Engine.start();
    const { token } = engine.cloud;
    const echo = `{"status":"creating","error_code":"X${escaped(token)}","error_msg":"before ${escaped(token)} after"}`;
    faults = Object.fromEntries([
      ...others.map(([, fault], index) => [`hostile-${index}`, fault] as const),
      ["echo-body", { kind: "status", status: 200, body: echo }],
      ["echo-header", { kind: "status", status: 200, body: echo, headers: { "x-request-id": `a-${token}` } }],
      ["echo-refusal", { kind: "status", status: 403, body: echo, headers: { "x-request-id": `a-${token}` } }],
      ["echo-location", { kind: "redirect", location: `http://evil.example/?t=${encodeURIComponent(token)}` }],
    ] as const);
    for (const [id, fault] of Object.entries(faults)) {
      engine.cloud.setGateway(id, { steps: [[0, 50]], end: null, status: "success", faults: [fault] });
    }
    const page = { kind: "status", body: "<html><h1>Sign in</h1></html>" } as const;
    engine.cloud.setGateway("stray", {
      steps: [[0, 50]],
      end: 600,
      status: "success",
      faults: [
        { kind: "status", status: 400, turns: [2] },
        { ...page, status: 403, turns: [3] },
        // Never three in a row: another gateway's Retry-After may hold this one for a minute, and three in 30 s are final.
        { ...page, status: 401, turns: [5] },
      ],
    });
    stack = await engine.stack("hostile", async () => {
      new apig.GatewayReadiness("stray", { instanceId: "stray" });
      for (const instanceId of Object.keys(faults)) {
        new apig.GatewayReadiness(instanceId, { instanceId }, { customTimeouts: { create: `${timeoutSeconds}s` } });
      }
    });
    run = await stack.up({ continueOnError: true, parallel: 200 });
  });
  after(() => engine.stop());

  it("none hangs, none outlives its timeout by more than its last request, and what is kept and shown harms nobody", () => {
    const began = new Map<string, number>();
    const took = new Map<string, number>();
    for (const { timestamp, resourcePreEvent, resOpFailedEvent, resOutputsEvent } of run.events) {
      const { urn = "" } = resourcePreEvent?.metadata ?? resOpFailedEvent?.metadata ?? resOutputsEvent?.metadata ?? {};
      const name = urn.split("::").at(-1) ?? "";
      if (resourcePreEvent) began.set(name, timestamp);
      else if (urn) took.set(name, timestamp - (began.get(name) ?? 0));
    }
    for (const id of Object.keys(faults)) {
      expect(took.get(id), `seconds of ${id}`).to.be.within(0, timeoutSeconds + graceSeconds);
    }
    for (const { outputs, initErrors = [], urn } of stack.state.resources()) {
      if (!urn.includes("apig:")) continue;
      expectHarmless(outputs, [engine.cloud.token]);
      for (const message of initErrors) expectHarmlessMessage(message, [engine.cloud.token]);
    }
    for (const line of run.screen.split("\n")) expectHarmless(line.replaceAll("\t", " "), [engine.cloud.token], 10_000);
    expect(stack.state.text()).not.to.include(engine.cloud.token);
    expect(run.screen).to.include("\\u001b");
  });

  it("a stray answer after good ones does not end a wait", () => {
    expect(stack.state.resource("stray")?.outputs).to.include({ status: "success" });
    expect(engine.asked("stray").length).to.be.at.least(4);
  });

  it("a region chooses no host, an address keeps its form: refused before any request", async () => {
    const before = engine.cloud.requests.length;
    const wrong = await engine.stack("places", async () => {
      const endpoint = "https://apig.example/%zz";
      new apig.GatewayReadiness("gate", { instanceId: "gw", region: "evil.test?", endpoint });
    });
    const { ok, screen } = await wrong.up();
    expect(ok).to.equal(false);
    expect(screen).to.include("must be letters, digits and hyphens").and.include("must use % only in escapes");
    expect(engine.cloud.requests.length).to.equal(before);
  });

  it("an invalid duration ends the program at once", async () => {
    const wrong = await engine.stack("timeouts", async () => {
      new apig.GatewayReadiness("gate", { instanceId: "gw" }, { customTimeouts: { create: "10 minutes" } });
    });
    const { ok, screen } = await wrong.preview();
    expect(ok).to.equal(false);
    expect(screen).to.include("GatewayReadiness gate: customTimeouts.create must be a duration such as 90s");
    expect(screen).not.to.match(/^\s+at .*:\d+:\d+/m);
  });
});
