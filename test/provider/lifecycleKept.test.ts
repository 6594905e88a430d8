import { expect } from "chai";
import { providerArguments } from "../../provider/core/configOrigin";
import { dynamicLifecycle } from "../../provider/dynamicLifecycle";
import { InitFailure } from "../../provider/errors";
import { initFailure, plainError, providerInput, soon, steady, worldOf } from "./helpers/lifecycle";

describe("lifecycle", () => {
  const world = worldOf();
  const silent = { ...steady, faults: [{ kind: "status", status: 503 } as const] };

  describe("what is kept and told, call by call", () => {
    it("a create that was too short names its own timeout", async () => {
      const { instanceId } = world.gateway(steady);
      const error = await initFailure(
        world.lifecycle().create({ instanceId, __timeouts: { create: "1m" }, __provider: providerInput }),
      );
      expect(error.reasons[0]).to.contain("Run pulumi up again to continue waiting; raise customTimeouts.create to");
    });

    it("an endpoint that the program names is marked as its own, another is not", async () => {
      const { instanceId } = world.gateway("success");
      const { endpoint } = world.emulator;
      expect((await world.lifecycle().create({ instanceId, endpoint })).outs).to.include({ __ownEndpoint: true });
      expect((await world.lifecycle().create({ instanceId })).outs).not.to.have.property("__ownEndpoint");
    });

    it("timeouts of which none is given are not kept", async () => {
      const { instanceId } = world.gateway("success");
      const { outs } = await world.lifecycle().create({ instanceId, __timeouts: { create: null } });
      expect(outs).not.to.have.property("__timeouts");
    });

    it("an update may repeat the project that the id names", async () => {
      const { id, instanceId, outputs } = world.known({ ...soon, end: 0 }, null);
      const { projectId } = world.emulator;
      const { outs } = await world.lifecycle().update(id, outputs as never, { instanceId, projectId });
      expect(outs).to.include({ status: "success", projectId });
    });

    it("an update that never began keeps the project of the arguments, where the id names none", async () => {
      const { instanceId, outputs } = world.known(soon, null);
      const lifecycle = world.lifecycle({ config: { authToken: undefined } });
      const news = { instanceId, projectId: "p-9", __provider: providerInput };
      expect((await initFailure(lifecycle.update(instanceId, outputs as never, news))).last).to.include({
        projectId: "p-9",
      });
    });

    it("a failure without the text that loads the lifecycle keeps an empty one", async () => {
      const { instanceId } = world.gateway("quota");
      const error = await world
        .lifecycle()
        .create({ instanceId })
        .catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(InitFailure);
      expect((error as InitFailure).properties).to.include({ __provider: "", status: "failed" });
    });
  });

  it("check and diff are those of the arguments", async () => {
    const { id, instanceId, outputs } = world.known("success", null);
    const lifecycle = world.lifecycle();
    expect((await lifecycle.check({}, { instanceId: "a b" })).failures).to.have.length(1);
    const moved = await lifecycle.diff(id, outputs as never, { instanceId: `${instanceId}-2` });
    expect(moved).to.deep.include({ changes: true, replaces: ["instanceId"] });
  });

  it("a message names settings by where they were written", async () => {
    const { endpoint, projectId, token: authToken } = world.emulator;
    const settings: Record<string, string> = { endpoint, projectId, authToken };
    const gateway = world.gateway({ ...silent, faults: [{ kind: "status", status: 404, body: "" }] });
    const ask = (origin?: typeof providerArguments) =>
      dynamicLifecycle({
        source: { config: (key) => settings[key], env: {}, ...(origin && { origin }) },
        clock: world.clock,
        random: () => 0.5,
        readFailure: () => undefined,
      }).read(gateway.id, { __preview: true } as never);
    expect((await plainError(ask())).message).to.contain("check apig:endpoint and the region");
    expect((await plainError(ask(providerArguments))).message).to.contain(
      "check the provider's endpoint and the region",
    );
  });
});
