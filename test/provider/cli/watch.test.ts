import { expect } from "chai";
import { demo, type Emulator, startEmulator, type Timeline } from "../../../emulator";
import { jsonDisplay, logDisplay } from "../../../provider/cli/displays";
import { refusal, together } from "../../../provider/cli/ending";
import { getGateway, watchGateways } from "../../../provider/cli/gateway";
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
  const watch = (ids: string | readonly string[], timeout = "30m", env = token, signal?: AbortSignal) => {
    const lines: string[] = [];
    const display = logDisplay((line) => lines.push(line), typeof ids === "string");
    const ended = watchGateways([ids].flat(), { timeout }, () => display, context(env, signal)).catch(refusal);
    return ended.then((ending) => ({ ...ending, lines }));
  };

  const endings: [id: string, timeout: string, env: Record<string, string>, exitCode: number, text: RegExp][] = [
    ["ready", "30m", token, 0, /^gateway ready: ready, 5m24s$/],
    ["done", "30m", token, 0, /^gateway done: ready, \d+s$/],
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
    ["broken", 1, /^failed {2}.*APIC\.9218 insufficient quota \(create failed\.\.\.\)$/],
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
    const told = lines.map((line) => line.slice(10).replace(/1m\ds/, "1m"));
    expect(told).to.deep.equal(["fresh  0s  30%, takes 5-8 min usually", "fresh  1m  50%, takes 5-8 min usually"]);
  });

  const settled = { second: gateways.done, lost: { ...gateways.broken, end: 0 } };

  it("watches several, each once: a line for each that ended, what each ended with, and how many are ready", async () => {
    for (const [id, timeline] of Object.entries(settled)) cloud.setGateway(id, timeline);
    const { text, exitCode, json, lines } = await watch(["done", "second", "lost", "done"]);
    const ended = lines.map((line) => line.slice(10).replace(/\d+s$/, "..."));
    expect(ended).to.have.members(["done  ready, ...", "second  ready, ...", "lost  APIC.9218, failed after ..."]);
    const [first, second, ...rest] = text.split("\n");
    expect([first, second].join()).to.match(/^gateway done: ready, \d+s,gateway second: ready, \d+s$/);
    expect([rest[0], rest.at(-1)].join()).to.match(/^gateway lost failed .*,2 of 3 gateways are ready\.$/);
    expect(exitCode).to.equal(1);
    const gateways = { done: "succeeded", second: "succeeded", lost: "failed" };
    expect(json).to.deep.equal({ event: "summary", ready: 2, gateways });
  });

  it("several end with the worst of their exit codes: interrupted, refused, failed, no answer, not ready, ready", () => {
    const codes = [0, 2, 4, 1, 3, 130];
    const ending = (exitCode: number) => ({ exitCode, text: "", isError: false, json: { event: "failed" } as const });
    for (const [index, code] of codes.entries()) {
      const upTo = codes.slice(0, index + 1).map(ending);
      expect(together([...upTo, ending(0)]).exitCode).to.equal(code);
      expect(together([ending(0), ...upTo.reverse()]).exitCode).to.equal(code);
    }
  });

  it("several, for programs: each end, then the summary, which the command prints", async () => {
    const printed: { event: string; instanceId?: string }[] = [];
    const display = (ids: readonly string[]) =>
      jsonDisplay((line) => void printed.push(JSON.parse(line)), ids.length === 1);
    await watchGateways(["done", "lost"], { timeout: "30m" }, display, context());
    const ends = printed
      .filter(({ event }) => event !== "poll")
      .map(({ event, instanceId }) => `${instanceId} ${event}`);
    expect(ends).to.have.members(["done succeeded", "lost failed"]);
    printed.length = 0;
    await watchGateways(["lost"], { timeout: "30m" }, display, context());
    expect(printed.filter(({ event }) => event !== "poll")).to.deep.equal([]);
  });
});
