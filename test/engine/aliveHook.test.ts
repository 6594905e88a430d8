import { setTimeout as sleep } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as apig from "pulumi-apig";
import sinon from "sinon";
import { ApiGroup } from "./helpers/apiGroup";
import { type CliRun, until } from "./helpers/cliRun";
import { Engine } from "./helpers/engine";
import type { Project } from "./helpers/project";
import { waitingProject } from "./helpers/waitingProject";

const soon = {
  steps: [
    [0, 30],
    [2, 60],
  ],
  end: 5,
  status: "success",
} as const;
const never = { steps: [[0, 30]], end: 600, status: "success" } as const;

class Group extends pulumi.CustomResource {}

describe("waitForGateway in a resource hook", () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.start({ speed: 1 });
    // An inline program runs in this process, and so do its hooks.
    sinon.stub(process, "env").value({
      ...process.env,
      HW_AUTH_TOKEN: engine.cloud.token,
      HW_PROJECT_ID: engine.cloud.projectId,
    });
  });
  after(async () => {
    sinon.restore();
    await engine.stop();
  });

  /** Explicit, since what an inline program calls from a hook does not see the stack's config. */
  const place = () => ({ endpoint: engine.cloud.url });
  /** No GatewayReadiness anywhere: the API group waits by itself. */
  const program = (instanceId: string, hooks: pulumi.ResourceHookBinding) => async () => {
    const { url: endpoint, projectId } = engine.cloud;
    new ApiGroup("group", { endpoint, projectId, instanceId }, { hooks });
  };
  const beforeCreate = (instanceId: string, more: Partial<apig.WaitForGatewayArgs> = {}) => ({
    beforeCreate: [new pulumi.ResourceHook("ready", () => apig.waitForGateway({ ...place(), instanceId, ...more }))],
  });
  const posts = (gateway: string) =>
    engine.cloud.requests
      .filter(({ method, gatewayId }) => method === "POST" && gatewayId === gateway)
      .map(({ status }) => status);

  it("beforeCreate: the resource is made once the gateway is ready", async () => {
    engine.cloud.setGateway("before", soon);
    const stack = await engine.stack("before", async () => program("before", beforeCreate("before"))());
    const { ok, screen } = await stack.up();
    expect(ok, screen).to.equal(true);
    expect(posts("before")).to.deep.equal([201]);
  });

  it("onError: the operation that was refused is done again once the gateway is ready", async () => {
    engine.cloud.setGateway("again", soon);
    // Before 3.244 the engine asks only after an init failure, so this create leaves one.
    const __provider = `exports.handler = () => ({ async create({ url }) {
      const headers = { "x-auth-token": process.env.HW_AUTH_TOKEN, "content-type": "application/json" };
      const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ name: "orders" }) });
      const text = await response.text();
      if (response.ok) return { id: "group", outs: {} };
      throw Object.assign(new Error(text), { id: "group", properties: {}, reasons: [text] });
    } })`;
    const asked: string[][] = [];
    const stack = await engine.stack("again", async () => {
      const ready = new pulumi.ErrorHook("ready", async ({ errors }) => {
        asked.push([...errors]);
        if (!errors.some((error) => error.includes("APIC.7701"))) return false;
        await apig.waitForGateway({ ...place(), instanceId: "again" });
        return true;
      });
      const url = `${engine.cloud.url}/v2/${engine.cloud.projectId}/apigw/instances/again/api-groups`;
      const opts = { hooks: { onError: [ready] } };
      new Group("pulumi-nodejs:dynamic/test:Group", "group", { url, __provider }, opts);
    });
    const { ok, screen } = await stack.up();
    expect(ok, `${screen}${JSON.stringify(asked)}`).to.equal(true);
    expect(posts("again")).to.deep.equal([409, 201]);
  });

  it("a gateway that is not ready in time fails the resource, with the reason", async () => {
    engine.cloud.setGateway("late", never);
    const stack = await engine.stack("late", async () => program("late", beforeCreate("late", { timeout: "3s" }))());
    const { ok, screen } = await stack.up();
    expect(ok).to.equal(false);
    expect(posts("late")).to.deep.equal([]);
    expect(screen).to.contain("gateway late is not ready after 3s: last seen creating at 30%");
    expect(stack.state.resource("group")).to.equal(undefined);
  });

  it("stops when it is told to", async () => {
    engine.cloud.setGateway("stopped", never);
    const stop = new AbortController();
    const hooks = () => beforeCreate("stopped", { signal: stop.signal });
    const stack = await engine.stack("stopped", async () => program("stopped", hooks())());
    const run = stack.up({ signal: stop.signal });
    await until("a look", () => engine.cloud.requests.some(({ gatewayId }) => gatewayId === "stopped"));
    const began = Date.now();
    stop.abort();
    const { ok, screen } = await run;
    expect(Date.now() - began).to.be.lessThan(4_000); // with the reading of the stack's outputs
    expect(ok).to.equal(false);
    expect(screen).to.contain("interrupted; run pulumi up again to go on waiting");
  });

  it("names every wrong argument", async () => {
    const error = await apig.waitForGateway({ instanceId: "a/b", timeout: "soon" }).catch((it) => it);
    expect(error.code).to.equal("APIG_INVALID_ARGUMENT");
    expect(error.message).to.match(/instanceId must be 1 to 64 .*; timeout must be a length of time/);
  });
});

describe("waitForGateway in a program that the CLI runs", () => {
  let project: Project;
  afterEach(() => project.engine.stop());

  async function start(one: typeof soon | typeof never): Promise<CliRun> {
    const programText = `
      const apig = require("pulumi-apig");
      const urn = "urn:pulumi:test::gate::pulumi:pulumi:Stack::gate-test";
      module.exports = async () => {
        await apig.waitForGateway({ instanceId: "one", urn });
        return { ready: true };
      };`;
    project = await waitingProject({ programText, gateways: { one } });
    const run = project.startUp();
    await until(`a look: ${run.screen}`, () => project.engine.looks() > 0);
    return run;
  }

  it("shows the wait on the row that it is given", async () => {
    const { code, screen } = await (await start(soon)).ended;
    expect(code, screen).to.equal(0);
    expect(screen)
      .to.match(/gate-test creating.* 30%, creating for \ds/)
      .and.to.contain("ready after 5s");
  });

  const stops: readonly (readonly [string, (run: CliRun) => void])[] = [
    ["Ctrl-C", (run) => run.interrupt()],
    ["SIGTERM to the CLI", (run) => run.signal("SIGTERM")],
  ];
  for (const [how, stop] of stops) {
    it(`ends with the program on ${how}`, async () => {
      const run = await start(never);
      const began = Date.now();
      stop(run);
      const { code } = await run.ended;
      expect(Date.now() - began).to.be.lessThan(2_000);
      expect(code).not.to.equal(0);
      const programs = () => project.engine.processes().filter(({ command }) => command.includes("cmd/run/"));
      await until("the program ends", () => programs().length === 0, 5_000);
    });
  }

  it("looks no more once the CLI was killed, though the SDK's process may live on", async () => {
    const run = await start(never);
    run.signal("SIGKILL");
    await run.ended;
    await sleep(15_000);
    const looks = project.engine.looks();
    await sleep(10_000);
    expect(project.engine.looks()).to.equal(looks);
  });
});
