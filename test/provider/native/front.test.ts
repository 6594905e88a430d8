import { expect } from "chai";
import { type Emulator, startEmulator, type Timeline } from "../../../emulator";
import { argumentFailures } from "../../../provider/core/arguments";
import { createPlugin } from "../../../provider/native/front";
import type { Plugin, Values } from "../../../provider/native/plugin";
import type { StatusRow } from "../../../provider/wait/gatewayWait";
import { expectComplete, initFailure, plainError, providerInput, rejection } from "../helpers/lifecycle";
import { VirtualClock } from "../helpers/virtualClock";

const urn = "urn:pulumi:dev::gate::apig:index:GatewayReadiness::orders";
const now = (timeout?: string) => ({ urn, timeout });
const ready: Timeline = { steps: [], end: 0, status: "success" };
const failed: Timeline = {
  steps: [[0, 0]],
  end: 0,
  status: "failed",
  errorCode: "APIC.9218",
  errorMsg: "create failed...",
};
const placeOf = ({ endpoint, projectId, token: authToken }: Emulator) => ({ endpoint, projectId, authToken });
const creating: Timeline = { steps: [[0, 30]] };

describe("the front of the plugin", () => {
  const clock = new VirtualClock();
  const rows: string[] = [];
  let cloud: Emulator;
  let plugin: Plugin;
  before(async () => {
    cloud = await startEmulator({
      now: () => Date.UTC(2026, 0, 2) + clock.now(),
      gateways: { ready, failed, creating },
    });
  });
  beforeEach(() => {
    const row = (of: string): StatusRow => {
      rows.push(of);
      return { onStep: () => {}, end: async () => {} };
    };
    plugin = createPlugin({
      version: "1.2.3",
      context: (config, origin) => ({
        ...{ clock, random: () => 0.5, row },
        source: { config, origin, env: {} },
      }),
    });
    plugin.configure(placeOf(cloud), "default");
  });
  after(() => cloud.close());

  const idOf = (gateway: string) => `${cloud.projectId}/${gateway}`;
  const asked = (gateway: string) => cloud.requests.filter(({ gatewayId }) => gatewayId === gateway).length;
  /** How many seconds of the virtual clock something takes. */
  async function seconds(act: () => Promise<unknown>): Promise<number> {
    const begun = clock.now();
    await act().catch(() => {});
    return (clock.now() - begun) / 1000;
  }
  /** As `initFailure`, which also wants what only dynamic resources have. */
  async function notReady(promise: Promise<unknown>) {
    const error = await rejection(promise);
    const { properties } = error as never as { properties: object };
    Object.assign(properties, { __provider: providerInput });
    return initFailure(Promise.reject(error));
  }

  it("serves the schema with the package's version", () => {
    expect(plugin.version).to.equal("1.2.3");
    expect(plugin.schema()).to.deep.include({ name: "apig", version: "1.2.3" });
  });

  it("names every secret setting", () => {
    const schema = plugin.schema() as { config: { variables: Record<string, { secret?: boolean }> } };
    const secret = Object.entries(schema.config.variables).filter(([, variable]) => variable.secret);
    expect(plugin.secretSettings()).to.have.members(secret.map(([name]) => name));
  });

  it("takes settings as SDKs write them: text, or JSON", async () => {
    plugin.configure({ insecure: true, agencyDuration: 900, polling: "none" }, "default_1_2_3");
    const error = await rejection(plugin.create({ instanceId: "ready" }, now()));
    expect(error.message).to.contain("apig:polling must be eager or calm");
  });

  it("messages name the arguments of a provider that the program declares, and no place that does not count", async () => {
    const settings: readonly [Values, RegExp][] = [
      [{ polling: "none" }, /the provider's polling must be/],
      [
        { authToken: "" },
        /set a token with the provider's argument authToken or HW_AUTH_TOKEN, or .* HW_SECRET_KEY \(/,
      ],
      [{ authToken: "wrong" }, /the provider \(token\) was rejected/],
      [{ endpoint: "" }, /^no region for the credential of the provider: .* the provider's argument region/],
    ];
    for (const [wrong, message] of settings) {
      plugin.configure({ ...placeOf(cloud), polling: "", ...wrong }, "prod");
      const told = await rejection(plugin.create({ instanceId: "ready" }, now()));
      expect(told.message)
        .to.match(message)
        .and.not.match(/apig:|pulumi config|stack config|doctor/);
    }
  });

  describe("check", () => {
    it("names every wrong argument", () => {
      const news = { instanceId: "", projectId: "a b", region: "x y", instanceID: "typo" };
      const failures = plugin.check(news);
      expect(failures.map(({ property }) => property)).to.have.members(Object.keys(news));
      const reasons = argumentFailures(news).map(({ property, reason }) => [property, reason.split(";")[0]]);
      expect(failures.map(({ property, reason }) => [property, reason.split(";")[0]])).to.deep.equal(reasons);
    });

    it("names in the reason what has no value: the engine then prints no property", () => {
      const reason = "instanceId is missing: give the id of the gateway to wait for";
      for (const news of [{}, { instanceId: null }]) {
        expect(plugin.check(news)).to.deep.equal([{ property: "", reason }]);
      }
    });

    it("hides the value of an address that holds a password: the engine prints the value of each property named", () => {
      expect(plugin.check({ instanceId: "gw", endpoint: "https://u:secret@h" })).to.deep.equal([
        { property: "", reason: "endpoint must have no user, password, query or fragment" },
      ]);
      expect(plugin.check({ instanceId: "gw", endpoint: "ftp://h" })[0]?.property).to.equal("endpoint");
    });
  });

  it("diff names each argument that changed", async () => {
    const { outs } = await plugin.create({ instanceId: "ready", region: "eu-de" }, now());
    const { endpoint } = cloud;
    expect(plugin.diff("", outs as Values, { instanceId: "ready", region: "eu-nl", endpoint }, {})).to.deep.equal({
      changes: true,
      replaces: [],
      diffs: ["region"],
    });
    expect(plugin.diff("", outs as Values, { instanceId: "other" }, {}).replaces).to.deep.equal(["instanceId"]);
  });

  describe("create and update", () => {
    it("give every output and nothing else; the row is that of the engine's urn", async () => {
      const { id, outs } = await plugin.create({ instanceId: "ready" }, now());
      expect(id).to.equal(idOf("ready"));
      expectComplete(outs);
      expect(rows.at(-1)).to.equal(urn);
    });

    it("keep nothing of their own in the outputs: a refresh goes by the inputs whether the program named the endpoint", async () => {
      const own = { instanceId: "ready", endpoint: cloud.endpoint };
      const { id, outs } = await plugin.create(own, now());
      const failure = await rejection(plugin.create({ ...own, instanceId: "failed" }, now()));
      expect(failure).to.have.nested.property("properties.status", "failed");
      expect(JSON.stringify([outs, failure])).not.to.include("__ownEndpoint");
      plugin.configure({ ...placeOf(cloud), endpoint: "http://127.0.0.1:1" }, "default");
      const found = await plugin.read(id, outs as Values, own, now());
      expect(found?.outs).to.include({ status: "success", endpoint: own.endpoint });
      const moved = await rejection(plugin.read(id, outs as Values, { instanceId: "ready" }, now("1s")));
      expect(moved.message).to.include("127.0.0.1:1");
    });

    it("wait as long as the engine says, else 60 minutes, and keep what was seen", async () => {
      const news = { instanceId: "creating" };
      expect(await seconds(() => plugin.create(news, now("90s")))).to.equal(90);
      expect(await seconds(() => plugin.create(news, now()))).to.equal(3600);
      expect(await seconds(() => plugin.update(idOf("creating"), {}, news, now("1ms")))).to.be.below(10);
      const { id, last } = await notReady(plugin.create(news, now("5s")));
      expect([id, last.status, last.progress]).to.deep.equal([idOf("creating"), "creating", 30]);
    });

    it("end at once on Cancel, and after it; a Configure begins anew", async () => {
      const wait = plugin.create({ instanceId: "creating" }, now("60s"));
      plugin.cancel();
      for (const each of [wait, plugin.create({ instanceId: "creating" }, now("60s"))].map(rejection))
        expect((await each).message).to.contain("Interrupted: run pulumi up again");
      plugin.configure(placeOf(cloud), "default");
      expect((await plugin.create({ instanceId: "ready" }, now())).id).to.equal(idOf("ready"));
      const ended = plugin.create({ instanceId: "creating" }, now("60s"));
      plugin.cancel();
      expect((await rejection(ended)).message).to.contain("Interrupted: ");
    });

    it("a Configure keeps nothing of the one before", async () => {
      const { authToken, ...place } = placeOf(cloud);
      plugin.configure(place, "default");
      const error = await rejection(plugin.create({ instanceId: "ready" }, now()));
      expect(error.message).to.match(/^no credential/);
    });
  });

  describe("read", () => {
    const refresh = (gateway: string, state: object, of = now()) =>
      plugin.read(idOf(gateway), { status: "success", ...state }, { instanceId: gateway }, of);

    it("in a refresh: one request for what was ready; what is gone; what failed since", async () => {
      const before = asked("ready");
      const found = await refresh("ready", { endpoint: cloud.endpoint });
      expectComplete(found?.outs);
      expect([found?.id, found?.inputs, asked("ready") - before]).to.deep.equal([idOf("ready"), undefined, 1]);
      expect(await refresh("nowhere", {})).to.equal(null);
      expect((await notReady(refresh("failed", {}))).reasons[0]).to.contain("APIC.9218 insufficient quota");
      const accepted = await refresh("failed", { failOnError: false });
      expect(accepted?.outs).to.include({ status: "failed", failOnError: false });
    });

    it("in a refresh: waits as long as the engine says, else 10 minutes", async () => {
      const state = { status: "creating", progress: 1 };
      expect(await seconds(() => refresh("creating", state))).to.equal(600);
      expect(await seconds(() => refresh("creating", state, now("30s")))).to.equal(30);
    });

    it("in an import: the full id, and the one argument that a program must give", async () => {
      for (const id of ["ready", idOf("ready")]) {
        const found = await plugin.read(id, {}, undefined, now());
        expect(found?.id).to.equal(idOf("ready"));
        expect(found?.inputs).to.deep.equal({ instanceId: "ready", triggers: null, region: null });
        expect(plugin.check(found?.inputs as Values)).to.deep.equal([]);
        expectComplete(found?.outs);
        const again = plugin.diff(
          idOf("ready"),
          found?.outs as Values,
          { instanceId: "ready" },
          found?.inputs as Values,
        );
        expect(again.changes).to.equal(false);
      }
    });

    it("in an import: a gateway that failed, or that there is not, is refused with the reason", async () => {
      expect((await plainError(plugin.read("failed", {}, undefined, now()))).message).to.contain("APIC.9218");
      expect((await plainError(plugin.read("nowhere", {}, undefined, now()))).message).to.contain("does not exist");
    });

    it("of .get(), whose state and inputs are the program's arguments", async () => {
      const args = { failOnError: false };
      const found = await plugin.read("failed", args, args, now());
      expect([found?.id, found?.inputs]).to.deep.equal([idOf("failed"), undefined]);
      const given = { status: "success" };
      expect((await plainError(plugin.read("failed", given, given, now()))).message).to.contain("status is an unknown");
    });
  });

  describe("getGatewayProgress", () => {
    const progress = (args: Values) => plugin.invoke("apig:index:getGatewayProgress", args);

    it("sends one request; a failed gateway is a result", async () => {
      const before = asked("failed");
      const { result } = await progress({ instanceId: "failed" });
      expectComplete(result);
      expect(result).to.include({ status: "failed", errorCode: "APIC.9218" });
      expect(asked("failed") - before).to.equal(1);
    });

    it("shares its request with what else asks for the gateway at that time", async () => {
      const before = asked("ready");
      await Promise.all([progress({ instanceId: "ready" }), plugin.create({ instanceId: "ready" }, now())]);
      expect(asked("ready") - before).to.equal(1);
    });

    it("names every wrong argument before any request", async () => {
      const { failures } = await progress({ instanceId: "a b", region: "c d" });
      expect(failures?.map(({ property }) => property)).to.have.members(["instanceId", "region"]);
      expect(failures?.map(({ reason }) => reason.split(" ")[0])).to.have.members(["instanceId", "region"]);
      expect((await progress({ instanceId: "a b" })).failures).to.have.length(1);
    });

    it("an error's text has its code, once", async () => {
      const missing = await rejection(progress({ instanceId: "nowhere" }));
      expect(missing.message.match(/APIG_NOT_FOUND/g)).to.have.length(1);
      plugin.configure({ authToken: "" }, "default");
      const noCredential = await rejection(progress({ instanceId: "ready" }));
      expect(noCredential.message).to.match(/^no credential: .* \(APIG_NO_CREDENTIALS\)$/s);
    });

    it("there is no other function", async () => {
      expect((await rejection(plugin.invoke("apig:index:other", {}))).message).to.contain("apig:index:other");
    });
  });
});
