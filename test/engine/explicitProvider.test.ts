import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as apig from "pulumi-apig";
import { Engine } from "./helpers/engine";

/** The SDK's own class of it is abstract. */
class Explicit extends pulumi.ProviderResource {
  constructor() {
    super("pulumi-nodejs", "explicit", {});
  }
}

describe("an explicit provider for dynamic resources", () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.start({ gateways: { ready: "success" } });
  });
  after(() => engine.stop());

  const gate = async () => {
    const provider = new Explicit();
    new apig.GatewayReadiness("gate", { instanceId: "ready" }, { provider });
  };

  it("gets no stack config: the message says so, not that it should be set", async () => {
    const { url: endpoint, token, projectId } = engine.cloud;
    const stack = await engine.stack("explicit", gate, {
      config: { "apig:authToken": { value: token, secret: true }, "apig:projectId": { value: projectId } },
      env: { HW_AUTH_TOKEN: "" },
    });
    for (const [env, missing] of [
      [{ HW_AUTH_TOKEN: "" }, "no credential: "],
      [{ HW_AUTH_TOKEN: token }, "no region for the credential of "],
    ] as const) {
      stack.useEnv(env);
      const { ok, screen } = await stack.up();
      expect(ok).to.equal(false);
      expect(screen)
        .to.include(missing)
        .and.match(/this resource received no stack config: .*remove the option provider/);
    }
    stack.use(async () => {
      const provider = new Explicit();
      new apig.GatewayReadiness("gate", { instanceId: "ready", endpoint }, { provider });
    });
    const { ok, screen } = await stack.up();
    expect(ok, screen).to.equal(true);
  });

  it("a default provider is not told so", async () => {
    const stack = await engine.stack(
      "default",
      async () => void new apig.GatewayReadiness("a", { instanceId: "ready" }),
      {
        env: { HW_AUTH_TOKEN: "" },
      },
    );
    const { ok, screen } = await stack.up();
    expect(ok).to.equal(false);
    expect(screen).to.include("no credential: ").and.not.include("received no");
  });
});
