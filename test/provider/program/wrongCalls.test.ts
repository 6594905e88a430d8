import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../emulator";
import { getGatewayProgress, waitForGateway } from "../../../provider/index";
import { plainError } from "../helpers/lifecycle";
import { mockEngine } from "../helpers/monitor";
import { useConfigOf } from "../helpers/stackConfig";

/** As a program in JavaScript may call them. */
const calls = { getGatewayProgress, waitForGateway } as unknown as Record<string, (args?: unknown) => Promise<unknown>>;
const cyclic: { itself?: object } = {};
cyclic.itself = cyclic;

describe("what a program gives its calls", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({ gateways: { gw: { steps: [], end: 0, status: "success" } } });
  });
  after(() => emulator.close());
  beforeEach(async () => {
    await mockEngine();
    useConfigOf(emulator);
  });
  afterEach(() => pulumi.runtime.setAllConfig({}));

  async function refused(name: string, args: unknown): Promise<string> {
    const requests = emulator.requests.length;
    const { code, message } = await plainError((async () => calls[name]?.(args))());
    expect([code, emulator.requests.length]).to.deep.equal(["APIG_INVALID_ARGUMENT", requests]);
    return message;
  }

  for (const name of Object.keys(calls)) {
    for (const nothing of [undefined, null]) {
      it(`${name}(${nothing}): the id is missing`, async () => {
        expect(await refused(name, nothing)).to.match(new RegExp(`^${name}: instanceId is missing: give the id`));
      });
    }

    for (const [type, instanceId] of [
      ["bigint", 10n],
      ["object", cyclic],
      ["function", () => "gw"],
      ["symbol", Symbol("gw")],
    ] as const) {
      it(`${name}: an id that no JSON can show is told by its type: ${type}`, async () => {
        expect(await refused(name, { instanceId })).to.match(
          new RegExp(`^${name}: instanceId must .*, not ${type} \\(`),
        );
      });
    }

    it(`${name}: null is not given, whatever the argument`, async () => {
      const where = { projectId: null, region: null, endpoint: null, cloud: null };
      const limits = name === "waitForGateway" ? { timeout: null, urn: null, signal: null } : {};
      await calls[name]?.({ instanceId: "gw", ...where, ...limits });
      expect(emulator.requests.at(-1)?.path).to.include("/instances/gw/progress");
    });
  }

  for (const [what, signal, seen] of [
    ["a controller", new AbortController(), "the controller itself"],
    ["a text", "SIGINT", "string"],
    ["an object", { aborted: false }, "object"],
    ["a number", 7, "number"],
  ] as const) {
    it(`waitForGateway: a signal that is ${what} is none`, async () => {
      expect(await refused("waitForGateway", { instanceId: "gw", signal })).to.include(
        `waitForGateway: signal must be an AbortSignal, such as an AbortController's .signal, not ${seen} (`,
      );
    });
  }

  it("waitForGateway: a signal of another class than Node's own is one", async () => {
    const signal = { aborted: false, addEventListener() {}, removeEventListener() {} };
    await calls.waitForGateway?.({ instanceId: "gw", signal });
  });
});
