import { expect } from "chai";
import { unknownValue } from "../../provider/core/arguments";
import { outputsOf } from "../../provider/core/outputs";
import { provider } from "../../provider/dynamic";
import { dynamicLifecycle } from "../../provider/dynamicLifecycle";

import { lifecycleAgainstEmulator, rejection } from "./helpers/lifecycle";
import { success } from "./helpers/pollResults";

/** Hooks of which nothing may be used: a test fails when one of these asks for a setting, the time or the network. */
const forbidden = (): never => {
  throw new Error("must not be asked");
};
const lifecycle = dynamicLifecycle({
  source: { config: forbidden, env: new Proxy({}, { get: forbidden }) },
  clock: { now: forbidden, sleep: forbidden },
  random: forbidden,
  readFailure: forbidden,
});
const target = { projectId: "p-1", instanceId: "gw-1", endpoint: "https://h" };

describe("check: no network, no settings", () => {
  it("hands the inputs back as they are, and fills nothing in", async () => {
    const internal = { __timeouts: { read: "1m" }, __row: "urn", __preview: true, __provider: "text" };
    const news = { instanceId: "gw-1", triggers: [unknownValue], ...internal };
    const checked = await lifecycle.check({}, news);
    expect(checked).to.deep.equal({ inputs: { ...news }, failures: [] });
    expect(checked.inputs).to.equal(news);
  });

  it("names every wrong argument at once, and does not throw", async () => {
    const { failures } = await lifecycle.check(undefined, { projectId: 1, region: "a b" } as never);
    expect(failures.map(({ property }) => property)).to.have.members(["", "projectId", "region"]);
    // The engine would print a value that is not there: {<nil>}.
    expect(failures[0]?.reason).to.equal("instanceId is missing: give the id of the gateway to wait for");
  });
});

describe("diff: no network, no environment", () => {
  const settings: Record<string, string> = {};
  const lifecycle = dynamicLifecycle({
    source: { config: (key) => settings[key], env: new Proxy({}, { get: forbidden }) },
    clock: { now: forbidden, sleep: forbidden },
    random: forbidden,
    readFailure: forbidden,
  });
  afterEach(() => {
    for (const key of Object.keys(settings)) delete settings[key];
  });

  it("the stack config's endpoint moves a resource that names none, in place", async () => {
    const olds = outputsOf({}, target, success);
    settings.endpoint = "https://elsewhere/";
    const moved = { changes: true, replaces: [] };
    expect(await lifecycle.diff("p-1/gw-1", olds, { instanceId: "gw-1" })).to.deep.include(moved);
    const own = { instanceId: "gw-1", endpoint: "https://h" };
    expect(await lifecycle.diff("p-1/gw-1", olds, own)).to.deep.include({ changes: false, replaces: [] });
  });

  it("compares the stored outputs with the new inputs", async () => {
    const olds = outputsOf({}, target, success);
    expect(await lifecycle.diff("p-1/gw-1", olds, { instanceId: "gw-1" })).to.deep.include({
      changes: false,
      replaces: [],
    });
    expect(await lifecycle.diff("p-1/gw-1", olds, { instanceId: "gw-2" })).to.deep.include({
      changes: true,
      replaces: ["instanceId"],
    });
  });

  it("does not throw over a state that holds nothing, nor over wrong arguments", async () => {
    expect((await lifecycle.diff("", {}, { triggers: 5 } as never)).changes).to.equal(true);
  });

  it("never asks to delete before it replaces", async () => {
    expect(await lifecycle.diff("", {}, { instanceId: "x" })).not.to.have.property("deleteBeforeReplace");
  });
});

describe("read in a refresh", () => {
  it("asks at the endpoint that the stack config has now, unless the program named one", async () => {
    const world = await lifecycleAgainstEmulator();
    const { instanceId, id } = world.gateway({ steps: [[0, 100]], end: 0, status: "success" });
    const { endpoint, projectId } = world.emulator;
    const nowhere = "http://127.0.0.1:1";
    const stored = (at: string) => outputsOf({}, { instanceId, projectId, endpoint: at }, success);
    expect((await world.lifecycle().read(id, stored(nowhere) as never)).props?.endpoint).to.equal(endpoint);
    const lifecycle = world.lifecycle({ config: { endpoint: nowhere } });
    const { props } = await lifecycle.read(id, { ...stored(endpoint), __ownEndpoint: true } as never);
    expect(props?.endpoint).to.equal(endpoint);
    await world.emulator.close();
  });
});

describe("delete", () => {
  it("does nothing", async () => expect(await lifecycle.delete()).to.equal(undefined));
});

describe("a preview of .get() of a gateway that failed", () => {
  it("says how get takes it, as the update does", async () => {
    const { lifecycle, gateway, emulator } = await lifecycleAgainstEmulator();
    try {
      const { id } = gateway({ steps: [], end: 0, status: "failed", errorCode: "APIC.9218" });
      for (const __preview of [true, false])
        expect((await rejection(lifecycle().read(id, { __preview } as never))).message)
          .to.match(/\. With failOnError: false, get accepts a failed gateway\.\n/)
          .and.not.match(/This resource/);
    } finally {
      await emulator.close();
    }
  });
});

describe("a preview of .get() without an answer", () => {
  it("says that nobody answered, and promises no wait", async () => {
    const { lifecycle, gateway, emulator } = await lifecycleAgainstEmulator();
    try {
      const { id } = gateway({ steps: [], faults: [{ kind: "status", status: 503 }] });
      const { message } = await rejection(lifecycle().read(id, { __preview: true } as never));
      expect(message)
        .to.match(/could not be queried: the API returned no status for [89]s; .*\nTry again\.\n/)
        .and.not.match(/not ready|customTimeouts|pulumi up/);
    } finally {
      await emulator.close();
    }
  });
});

describe("what the state's text loads", () => {
  it("has every hook by the name that the engine's process calls", () => {
    expect(provider).to.have.all.keys("configure", "check", "diff", "create", "update", "read", "delete");
    for (const hook of Object.values(provider)) expect(hook).to.be.a("function");
  });

  it("takes its settings from the stack config of this run, at once, without waiting", async () => {
    const { emulator } = await lifecycleAgainstEmulator();
    try {
      emulator.setGateway("gw", { steps: [], end: 0, status: "success" });
      const config = new Map([
        ["apig:authToken", emulator.token],
        ["apig:projectId", emulator.projectId],
        ["apig:endpoint", emulator.endpoint],
      ]);
      expect(provider.configure({ config: { get: (key) => config.get(key) } })).to.equal(undefined);
      expect((await provider.create({ instanceId: "gw" })).outs.status).to.equal("success");
      config.set("apig:authToken", "wrong");
      expect((await rejection(provider.create({ instanceId: "gw" }))).code).to.equal("APIG_UNAUTHORIZED");
    } finally {
      provider.configure({ config: { get: () => undefined } });
      await emulator.close();
    }
  });
});
