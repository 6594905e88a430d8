import { expect } from "chai";
import * as apig from "pulumi-apig";
import { ApiGroup, Engine, placeOf } from "./harness";

describe("pulumi up", () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.start();
  });
  after(() => engine.stop());

  it("waits until the gateway is ready, then starts what depends on it", async () => {
    engine.cloud.setGateway("orders", "success");
    const stack = await engine.stack("success", async () => {
      const ready = new apig.GatewayReadiness("orders", { instanceId: "orders" });
      new ApiGroup("group", placeOf(ready));
      return { status: ready.status, creationSeconds: ready.creationSeconds };
    });
    const run = await stack.up();
    expect(run.ok).to.equal(true);
    expect(run.outputs).to.deep.equal({ status: "success", creationSeconds: 324 });
  });
});
