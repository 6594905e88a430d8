import { getEventListeners } from "node:events";
import { expect } from "chai";
import { idOf, outputsOf, targetOf } from "../../../provider/core/outputs";
import { Connections, type Wanted } from "../../../provider/credentials/connections";
import type { SettingsSource } from "../../../provider/credentials/settings/profile";
import { Settings } from "../../../provider/credentials/settings/settings";
import { runGatewayWait } from "../../../provider/wait/gatewayWait";
import { settings } from "../credentials/settings";
import { VirtualClock } from "../helpers/virtualClock";

/** A wait that is stopped before its first request: nothing was looked up. */
async function stopped(wanted: Wanted, config = {}) {
  const context = {
    source: settings({ authToken: "token", region: "eu-de", ...config }, {}),
    clock: new VirtualClock(),
    random: () => 0.5,
    signal: AbortSignal.abort(),
  };
  return (await runGatewayWait("gw", wanted, { timeout: "1m", graceMs: 0 }, context)).target;
}

describe(runGatewayWait.name, () => {
  it("says null for a project that it did not find; outputs hold an empty text", async () => {
    const target = await stopped({});
    const endpoint = "https://apig.eu-de.otc.t-systems.com";
    expect(target).to.deep.equal({ projectId: null, instanceId: "gw", endpoint });
    expect(targetOf(target)).to.deep.equal({ projectId: "", instanceId: "gw", endpoint });
    expect(outputsOf({}, { ...target, endpoint: null }, null)).to.include({ projectId: "", endpoint: "" });
    expect(idOf(target)).to.equal("/gw");
  });

  it("says what it was given, and the state's endpoint before the last one", async () => {
    const given = { projectId: "p", storedEndpoint: "https://stored.example", lastEndpoint: "https://last.example" };
    expect(await stopped(given)).to.include({ projectId: "p", endpoint: "https://stored.example" });
    const { endpoint } = await stopped({ lastEndpoint: "https://last.example" }, { region: "" });
    expect(endpoint).to.equal("https://last.example");
  });

  it("says that the endpoint is from the state where nothing else leads there now", async () => {
    const [here, last] = ["https://apig.eu-de.otc.t-systems.com", "https://last.example"];
    const from = async (...given: Parameters<typeof stopped>) => (await stopped(...given)).endpointFrom;
    expect(await from({ lastEndpoint: last }, { region: "" })).to.equal("state");
    expect(await from({ storedEndpoint: last })).to.equal("state");
    expect(await from({ storedEndpoint: here })).to.equal(undefined);
    expect(await from({ lastEndpoint: last })).to.equal(undefined);
    expect(await from({ storedEndpoint: last }, { endpoint: last })).to.equal(undefined);
  });

  it("says it of each resource by itself, though both lead to one address", () => {
    const connections = new Connections();
    const from = (wanted: Wanted, config = {}) =>
      connections.get(wanted, new Settings(settings({ authToken: "token", projectId: "p", ...config }, {})))
        .endpointFrom;
    const endpoint = "https://apig.eu-de.otc.t-systems.com";
    expect(from({ lastEndpoint: endpoint })).to.equal("state");
    expect(from({}, { endpoint })).to.equal(undefined);
  });

  it("asks for each setting, the variables and each file once for each wait, and anew for the next", async () => {
    const config: Readonly<Record<string, string>> = { region: "eu-de" };
    const asked: string[] = [];
    const told = <T>(what: string, value: T): T => {
      asked.push(what);
      return value;
    };
    const source: SettingsSource = {
      config: (key) => told(key, config[key]),
      get env() {
        return told("env", { OS_CLIENT_CONFIG_FILE: "/it.yaml", HW_INSECURE: "true" });
      },
      files: {
        cwd: "/program",
        home: "/home/user",
        read: (path) => told(path, path === "/it.yaml" ? "clouds: { it: { auth: { token: t } } }" : null),
      },
    };
    const { signal, clock, random } = { signal: AbortSignal.abort(), clock: new VirtualClock(), random: () => 0.5 };
    const wait = () => runGatewayWait("gw", {}, { timeout: "1m", graceMs: 0 }, { source, clock, random, signal });
    await wait();
    expect(asked).to.include.members(["env", "polling", "region", "authToken", "/it.yaml"]);
    expect(asked.filter((what, index) => asked.indexOf(what) !== index)).to.deep.equal([]);
    const first = asked.splice(0);
    await wait();
    expect(asked).to.deep.equal(first);
  });

  it("adds one listener to the signal that all waits share, however many parts of it stop, and takes it away", async () => {
    const stop = new AbortController();
    let asleep = () => {};
    const sleeping = new Promise<void>((resolve) => {
      asleep = resolve;
    });
    const sleep = (_ms: number, signal?: AbortSignal) => {
      asleep();
      return new Promise<void>((resolve) => signal?.addEventListener("abort", () => resolve(), { once: true }));
    };
    // Nothing listens there: the wait sleeps after its first request.
    const source = settings({ authToken: "token", projectId: "p", endpoint: "http://127.0.0.1:1" }, {});
    const context = { source, clock: { now: () => 0, sleep }, random: () => 0.5, signal: stop.signal };
    const waiting = runGatewayWait("gw", {}, { timeout: "1m", graceMs: 0 }, context);
    await sleeping;
    expect(getEventListeners(stop.signal, "abort")).to.have.length(1);
    stop.abort();
    expect((await waiting).outcome.kind).to.equal("interrupted");
    expect(getEventListeners(stop.signal, "abort")).to.deep.equal([]);
  });
});
