import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import requireFromString from "require-from-string";
import { GatewayReadiness } from "../../provider";
import { mockEngine, settled } from "./helpers/monitor";

/** How the SDK makes a dynamic resource, with our module and type. */
class OneOfTheSdk extends pulumi.dynamic.Resource {
  constructor(name: string, instanceId: string) {
    const provider = { create: async () => ({ id: "made" }) };
    super(provider, name, { instanceId }, undefined, "apig", "Ready");
  }
}

describe("the SDK's own dynamic resource", () => {
  it("registers as GatewayReadiness does: the same package in the type, the hooks in the input __provider", async () => {
    const registered = await mockEngine();
    await settled(new OneOfTheSdk("orders", "gw-1").urn);
    await settled(new GatewayReadiness("orders", { instanceId: "gw-1" }).urn);
    const [theirs, ours] = registered;

    expect(theirs?.type).to.equal("pulumi-nodejs:dynamic/apig:Ready");
    expect(ours?.type, "the engine reads only the package").to.equal("pulumi-nodejs:apig:Ready");
    expect(Object.keys(theirs?.inputs ?? {})).to.have.members(["instanceId", "__provider"]);
    expect(Object.keys(ours?.inputs ?? {})).to.have.members(["instanceId", "__row", "__provider"]);
    const differing = ["type", "object", "hidediffsList", "sourceposition", "stacktrace", "propertydependenciesMap"];
    const rest = (request: Readonly<Record<string, unknown>> = {}) =>
      Object.fromEntries(Object.entries(request).filter(([key]) => !differing.includes(key)));
    expect(rest(ours?.request)).to.deep.equal(rest(theirs?.request));
  });

  it("has a text whose handler() gives an object with the hooks, as ours has", async () => {
    const registered = await mockEngine();
    await settled(new OneOfTheSdk("orders", "gw-1").urn);
    const text = registered[0]?.inputs.__provider;
    expect(await requireFromString(String(text)).handler().create()).to.deep.equal({ id: "made" });
  });
});
