import { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { expect } from "chai";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type Emulator, startEmulator } from "../../../emulator";
import { systemClock } from "../../../provider/clock";
import type { EngineAddress } from "../../../provider/engine/lifeline";
import { createPlugin } from "../../../provider/native/front";
import { Runs } from "../../../provider/native/runs";
import { serve } from "../../../provider/native/wire";
import { rejection } from "../helpers/lifecycle";
import { connectionTo, struct } from "./client";

const creating = { steps: [[0, 30]] } as const;
const ready = { steps: [], end: 0, status: "success" } as const;

describe("a plugin process that serves several runs (PULUMI_DEBUG_PROVIDERS)", () => {
  let cloud: Emulator;
  let port: number;
  let close: () => void;
  /** Ends an engine, as the lifeline sees it. */
  const engines = new Map<string, () => void>();
  const opened: { hangUp(): void }[] = [];
  before(async () => {
    cloud = await startEmulator({ gateways: { ready, creating } });
    const source = (config: (key: string) => string | undefined) => ({ config, env: {} });
    const runs = new Runs({
      create: () =>
        createPlugin({
          version: "1.2.3",
          context: (config) => ({ source: source(config), clock: systemClock, random: Math.random }),
        }),
      watch(engine: EngineAddress, onDead) {
        engines.set(engine, onDead);
        return () => engines.delete(engine);
      },
    });
    ({ port, close } = await serve(runs));
  });
  after(async () => {
    for (const { hangUp } of opened) hangUp();
    close();
    await cloud.close();
  });
  afterEach(() => {
    for (const end of [...engines.values()]) end();
  });

  /** What the engine does over a connection of its own. */
  function connect() {
    const { ask, hangUp } = connectionTo(port);
    opened.push({ hangUp });
    const { endpoint, projectId, token: authToken } = cloud;
    const on = {
      attach: (engine: string) => ask((client, done) => client.attach(new PluginAttach().setAddress(engine), done)),
      configure: (settings: object = {}) => {
        const request = new messages.ConfigureRequest().setArgs(
          struct({ endpoint, projectId, authToken, ...settings }),
        );
        return ask((client, done) => client.configure(request, done));
      },
      create: (instanceId: string) => {
        const request = new messages.CreateRequest().setProperties(struct({ instanceId })).setTimeout(60);
        return ask<messages.CreateResponse>((client, done) => client.create(request, done));
      },
      cancel: () => ask((client, done) => client.cancel(new Empty(), done)),
      schema: () =>
        ask<messages.GetSchemaResponse>((client, done) => client.getSchema(new messages.GetSchemaRequest(), done)),
      async run(engine: string, settings?: object) {
        await on.attach(engine);
        await on.configure(settings);
        return on;
      },
    };
    return on;
  }
  const begin = (engine: string, settings?: object) => connect().run(engine, settings);
  const expectReady = async (run: ReturnType<typeof connect>) =>
    expect((await run.create("ready")).getId()).to.equal(`${cloud.projectId}/ready`);
  /** A wait that goes on: it has been polled. */
  async function waiting(run: ReturnType<typeof connect>) {
    const asked = () => cloud.requests.filter(({ gatewayId }) => gatewayId === "creating").length;
    const before = asked();
    const wait = { ended: false, error: rejection(run.create("creating")) };
    wait.error.then(() => {
      wait.ended = true;
    });
    while (asked() === before) await new Promise((next) => setTimeout(next, 5));
    return wait;
  }

  it("a run that was cancelled, or has ended, does not end the next one", async () => {
    const first = await begin("127.0.0.1:1001");
    const wait = await waiting(first);
    await first.cancel();
    expect((await wait.error).message).to.contain("Interrupted: run pulumi up again");
    expect((await rejection(first.create("ready"))).message, "what comes late").to.contain("Interrupted: ");
    await expectReady(await begin("127.0.0.1:1002"));
  });

  it("a run has its own settings alone, also while another is on", async () => {
    const first = await begin("127.0.0.1:1001");
    const second = await begin("127.0.0.1:1002", { authToken: "wrong-token" });
    const third = await begin("127.0.0.1:1003", { authToken: "", endpoint: "" });
    expect((await rejection(second.create("ready"))).message).to.contain("was rejected by");
    expect((await rejection(third.create("ready"))).message).to.contain("no credential");
    await expectReady(first);
  });

  it("Cancel of one run leaves the other; so do the explicit providers of one program", async () => {
    const [first, second] = [await begin("127.0.0.1:1001"), await begin("127.0.0.1:1001")];
    const [ended, goesOn] = [await waiting(first), await waiting(second)];
    await first.cancel();
    await ended.error;
    expect(goesOn.ended).to.equal(false);
    await expectReady(second);
    await second.cancel();
    await goesOn.error;
  });

  it("the death of an engine ends its waits and no others", async () => {
    const [first, second] = [await begin("127.0.0.1:1001"), await begin("127.0.0.1:1002")];
    const [orphan, goesOn] = [await waiting(first), await waiting(second)];
    engines.get("127.0.0.1:1001")?.();
    await orphan.error;
    await expectReady(second);
    expect(goesOn.ended).to.equal(false);
    await second.cancel();
    await goesOn.error;
  });

  it("an engine that attaches over a connection begins anew, and the engine before is no longer watched", async () => {
    const run = await begin("127.0.0.1:1001");
    await run.cancel();
    await run.run("127.0.0.1:1002");
    expect([...engines.keys()]).to.deep.equal(["127.0.0.1:1002"]);
    await expectReady(run);
  });

  it("a connection that was opened again belongs to the only run there is; of several, it is refused", async () => {
    await (await begin("127.0.0.1:1000")).cancel();
    await begin("127.0.0.1:1001");
    await connect().attach("127.0.0.1:1001"); // which loads the schema
    await expectReady(connect());
    await begin("127.0.0.1:1002");
    const unknown = connect();
    expect((await rejection(unknown.create("ready"))).message).to.contain("Run pulumi again");
    expect((await unknown.schema()).getSchema()).to.contain("apig");
  });
});
