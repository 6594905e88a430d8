import { expect } from "chai";
import { demo, type Emulator, startEmulator, type Timeline } from "../../../emulator";
import { logDisplay } from "../../../provider/cli/displays";
import { refusal } from "../../../provider/cli/ending";
import { getGateway, watchGateway } from "../../../provider/cli/gateway";
import { settings } from "../credentials/settings";
import { VirtualClock } from "../helpers/virtualClock";

const token = { HW_AUTH_TOKEN: demo.token, HW_PROJECT_ID: demo.projectId };
const begun = Date.UTC(2026, 0, 2);
const steps: Timeline["steps"] = [
  [0, 30],
  [60, 50],
];
const gateways = {
  ready: { steps, end: 324, status: "success" },
  done: { steps, end: 0, status: "success" },
  broken: { steps, end: 2, status: "failed", errorCode: "APIC.9218", errorMsg: "create failed..." },
  slow: { steps, end: null, status: "success" },
} as const;

describe("get and watch", () => {
  const clock = new VirtualClock();
  let cloud: Emulator;
  before(async () => {
    cloud = await startEmulator({ now: () => begun + clock.now(), gateways });
  });
  after(() => cloud.close());

  const context = (env: Record<string, string> = token, signal?: AbortSignal) => ({
    source: settings({ endpoint: cloud.endpoint }, env),
    clock,
    random: () => 0.5,
    ...(signal && { signal }),
  });
  const watch = (id: string, timeout = "30m", env = token, signal?: AbortSignal) => {
    const lines: string[] = [];
    const display = logDisplay((line) => lines.push(line));
    const ended = watchGateway(id, { timeout }, () => display, context(env, signal)).catch(refusal);
    return ended.then((ending) => ({ ...ending, lines }));
  };

  const endings: [id: string, timeout: string, env: Record<string, string>, exitCode: number, text: RegExp][] = [
    ["ready", "30m", token, 0, /^ready, 5m24s$/],
    ["done", "30m", token, 0, /^ready, \d+s$/],
    ["broken", "30m", token, 1, /APIC\.9218 insufficient quota/],
    ["slow", "10m", token, 2, /is not ready after 10m0s/],
    ["ready", "10 minutes", token, 3, /^--timeout must be a duration such as 90s, 10m or 1h30m, not "10 minutes"/],
    ["a b", "30m", token, 3, /^instanceId must be/],
    ["nowhere", "30m", token, 3, /does not exist in project/],
    ["ready", "30m", {}, 3, /^no credential/],
    ["ready", "30m", { ...token, HW_AUTH_TOKEN: "wrong" }, 3, /401/],
  ];
  for (const [id, timeout, env, exitCode, text] of endings) {
    it(`watch ${id} for ${timeout}: exit code ${exitCode}, ${text.source}`, async () => {
      const ended = await watch(id, timeout, env as typeof token);
      expect(ended.text).to.match(text);
      expect([ended.exitCode, ended.isError]).to.deep.equal([exitCode, exitCode !== 0]);
    });
  }

  it("an interrupted watch: exit code 130", async () => {
    expect((await watch("slow", "30m", token, AbortSignal.abort())).exitCode).to.equal(130);
  });

  const lines: [id: string, exitCode: number, text: RegExp][] = [
    ["done", 0, /^success {2}\d+% {2}after \d+s, at \d\d:\d\d:\d\d$|^success {2}\d+%/],
    ["slow", 2, /^creating {2}\d\d% {2}since \d\d:\d\d:\d\d \(\S+\)$/],
    ["broken", 1, /^failed {2}.*APIC\.9218 \(create failed\.\.\.\)$/],
    ["nowhere", 3, /does not exist in project/],
  ];
  for (const [id, exitCode, text] of lines) {
    it(`get ${id}: exit code ${exitCode}, ${text.source}`, async () => {
      const ended = await getGateway(id, {}, context(), begun + clock.now());
      expect(ended.text).to.match(text);
      expect(ended.exitCode).to.equal(exitCode);
      expect(JSON.parse(JSON.stringify(ended.json))).to.include({ instanceId: id });
    });
  }

  it("prints a line for each change, and none for a poll without one", async () => {
    cloud.setGateway("fresh", gateways.ready);
    const { lines } = await watch("fresh");
    expect(lines.map((line) => line.slice(10).split(/[, ]/)[0])).to.deep.equal(["30%", "50%"]);
  });
});
