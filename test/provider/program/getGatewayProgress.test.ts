import * as pulumi from "@pulumi/pulumi";
import { unknown } from "@pulumi/pulumi/output";
import { expect } from "chai";
import sinon from "sinon";
import { type Emulator, type Fault, startEmulator, type Timeline } from "../../../emulator/index";
import { systemClock } from "../../../provider/clock";
import { type GetGatewayProgressArgs, getGatewayProgress, getGatewayProgressOutput } from "../../../provider/index";
import { plainError } from "../helpers/lifecycle";
import { mockEngine, settled } from "../helpers/monitor";
import { useConfigOf } from "../helpers/stackConfig";
import { VirtualClock } from "../helpers/virtualClock";

describe("one request from a program", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator();
  });
  after(() => emulator.close());
  beforeEach(async () => {
    await mockEngine();
    useConfigOf(emulator);
  });
  afterEach(() => pulumi.runtime.setAllConfig({}));

  const setGateway = (timeline: Timeline) => emulator.setGateway("gw", timeline);
  const faulty = (fault: object): Timeline => ({ steps: [], faults: [fault as Fault] });

  describe("getGatewayProgress", () => {
    const results: [rule: string, timeline: Timeline, expected: object][] = [
      ["ready", { steps: [], end: 0, age: 400, status: "success" }, { status: "success", progress: 100 }],
      [
        "creating is a result: it does not wait",
        { steps: [[0, 30]] },
        { status: "creating", progress: 30, endTime: null },
      ],
      [
        "failed is a result, not an error",
        { steps: [], end: 0, status: "failed", errorCode: "APIC.9218" },
        { status: "failed", errorCode: "APIC.9218" },
      ],
      ["so is a status that nobody documents", { steps: [[0, 30, "odd"]] }, { status: "odd" }],
    ];
    for (const [rule, timeline, expected] of results) {
      it(`${rule}, at the cost of one request`, async () => {
        setGateway(timeline);
        const requests = emulator.requests.length;
        const result = await getGatewayProgress({ instanceId: "gw" });
        const { projectId, endpoint } = emulator;
        expect(result).to.deep.include({ instanceId: "gw", projectId, endpoint, ...expected });
        expect(emulator.requests.length).to.equal(requests + 1);
      });
    }

    const answers: [rule: string, timeline: Timeline, code: string][] = [
      ["gone", { steps: [], gone: 0 }, "APIG_NOT_FOUND"],
      ["403", faulty({ kind: "status", status: 403 }), "APIG_FORBIDDEN"],
      ["503: the answer's own code", faulty({ kind: "status", status: 503 }), "APIG_UNAVAILABLE"],
      ["no answer: its own code", faulty({ kind: "reset" }), "APIG_UNREACHABLE"],
    ];
    for (const [rule, timeline, code] of answers) {
      it(`${rule}: throws ${code}`, async () => {
        setGateway(timeline);
        // The time of its second chance passes at once.
        const time = new VirtualClock();
        sinon.replace(systemClock, "now", () => time.now());
        sinon.replace(systemClock, "sleep", (ms, signal) => time.sleep(ms, signal));
        const error = await plainError(getGatewayProgress({ instanceId: "gw" })).finally(sinon.restore);
        expect(error.code).to.equal(code);
        expect(error.message).to.match(/^gateway gw /);
      });
    }

    it("wrong arguments: all at once with their values, before any request", async () => {
      const requests = emulator.requests.length;
      const wrong = { instanceId: "a b", projectId: 7, gateway: "x" } as unknown as GetGatewayProgressArgs;
      const error = await plainError(getGatewayProgress(wrong));
      expect([error.code, emulator.requests.length]).to.deep.equal(["APIG_INVALID_ARGUMENT", requests]);
      expect(error.message).to.match(/^getGatewayProgress: /);
      for (const told of [
        /instanceId must be .*, not "a b"/,
        /projectId must be .*, not 7/,
        /gateway is an unknown .*, not "x"/,
      ]) {
        expect(error.message).to.match(told);
      }
    });

    it("a credential that stands unencrypted in the stack config is refused", async () => {
      pulumi.runtime.setAllConfig({ "apig:authToken": "plain" }, []);
      expect((await plainError(getGatewayProgress({ instanceId: "gw" }))).message).to.match(/is stored as plain text/);
    });
  });

  describe("getGatewayProgressOutput", () => {
    // Another host: the pace of the first has times of the virtual clock.
    before(async () => {
      await emulator.close();
      emulator = await startEmulator();
    });

    it("sends its request once its arguments are known", async () => {
      setGateway({ steps: [[0, 30]] });
      const result = getGatewayProgressOutput({ instanceId: pulumi.output(Promise.resolve("gw")) });
      expect((await settled(result)).status).to.equal("creating");
    });

    it("sends none while one of them is unknown", async () => {
      await mockEngine({ preview: true });
      const requests = emulator.requests.length;
      const result = getGatewayProgressOutput({ instanceId: pulumi.output(unknown) as never });
      expect(await (result as unknown as { isKnown: Promise<boolean> }).isKnown).to.equal(false);
      expect(emulator.requests.length).to.equal(requests);
    });
  });
});
