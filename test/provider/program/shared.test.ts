import { getEventListeners } from "node:events";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../emulator";
import { getGatewayProgress, waitForGateway } from "../../../provider/index";
import { mockEngine } from "../helpers/monitor";
import { useConfigOf } from "../helpers/stackConfig";

const twenty = Array.from({ length: 20 }, (_, index) => index);

describe("what a program asks at once", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({ speed: 200 });
  });
  after(() => emulator.close());
  beforeEach(mockEngine);
  afterEach(() => pulumi.runtime.setAllConfig({}));

  const cost = async (act: () => Promise<unknown>) => {
    useConfigOf(emulator);
    const before = emulator.requests.length;
    await act();
    return emulator.requests.length - before;
  };

  it("getGatewayProgress, 20 times for one gateway: one request", async () => {
    emulator.setGateway("gw", { steps: [[0, 30]] });
    const seen: string[] = [];
    const all = () =>
      Promise.all(twenty.map(async () => seen.push((await getGatewayProgress({ instanceId: "gw" })).status)));
    expect(await cost(all)).to.equal(1);
    expect(seen).to.deep.equal(twenty.map(() => "creating"));
    // One that comes later asks anew.
    expect(await cost(() => getGatewayProgress({ instanceId: "gw" }))).to.equal(1);
  });

  it("getGatewayProgress, for 20 gateways: a request each", async () => {
    for (const index of twenty) emulator.setGateway(`gw-${index}`, { steps: [[0, index]] });
    const all = () => Promise.all(twenty.map((index) => getGatewayProgress({ instanceId: `gw-${index}` })));
    expect(await cost(all)).to.equal(20);
  });

  it("waitForGateway, 20 times for one gateway: as many requests as one wait", async () => {
    const soon = { steps: [[0, 30]], end: 50, status: "success" } as const;
    emulator.setGateway("one", soon);
    const one = await cost(() => waitForGateway({ instanceId: "one" }));
    emulator.setGateway("many", soon);
    const many = await cost(() => Promise.all(twenty.map(() => waitForGateway({ instanceId: "many" }))));
    expect(many).to.be.within(1, one + 1);
  });

  it("waitForGateway, 25 times with one signal: no warning of Node.js, and no listener that stays", async () => {
    const ready = { steps: [], end: 0, status: "success" } as const;
    for (let index = 0; index < 25; index++) emulator.setGateway(`one-signal-${index}`, ready);
    const warnings: string[] = [];
    const listen = ({ message }: Error) => warnings.push(message);
    process.on("warning", listen);
    const { signal } = new AbortController();
    try {
      useConfigOf(emulator);
      const waits = Array.from({ length: 25 }, (_, index) =>
        waitForGateway({ instanceId: `one-signal-${index}`, signal }),
      );
      expect(getEventListeners(signal, "abort")).to.have.length(1);
      await Promise.all(waits);
      await new Promise((next) => setImmediate(next)); // a warning is told in a later turn
    } finally {
      process.off("warning", listen);
    }
    expect([warnings, getEventListeners(signal, "abort")]).to.deep.equal([[], []]);
  });

  it("stacks of one process do not share, though their gateways have the same id", async () => {
    const other = await startEmulator({ cloud: "other" });
    try {
      emulator.setGateway("gw", { steps: [[0, 30]] });
      other.setGateway("gw", { steps: [[0, 70]] });
      useConfigOf(emulator);
      const here = getGatewayProgress({ instanceId: "gw" });
      useConfigOf(other);
      const there = getGatewayProgress({ instanceId: "gw" });
      expect([(await here).progress, (await there).progress]).to.deep.equal([30, 70]);
    } finally {
      await other.close();
    }
  });
});
