import { join } from "node:path";
import { expect } from "chai";
import * as apig from "pulumi-apig";
import { Engine } from "./helpers/engine";
import type { InlineStack } from "./helpers/inlineStack";

const creating = { steps: [[0, 30]], end: null, status: "success" } as const;
const broken = { NODE_OPTIONS: `--require ${join(__dirname, "helpers/broken.cjs")}` };
const bug = "bug in pulumi-apig: x is not a function";

describe("a bug of the package", () => {
  let engine: Engine;
  let stack: InlineStack;
  before(async () => {
    engine = await Engine.start();
    engine.cloud.setGateway("late", creating);
    stack = await engine.stack("bug", async () => {
      new apig.GatewayReadiness("late", { instanceId: "late" }, { customTimeouts: { create: "1s", update: "1s" } });
    });
  });
  after(() => engine.stop());

  const outputs = () => stack.state.resource("late")?.outputs;
  function expectTold(screen: string): void {
    expect(screen).to.include(bug);
    expect(screen).to.not.match(/\n\s+at |TypeError|Cannot read|waiter\.js/);
  }

  it("says that it is one, without a stack, and keeps nothing of a new resource", async () => {
    stack.useEnv(broken);
    const run = await stack.up();
    expect(run.ok).to.equal(false);
    expectTold(run.screen);
    expect(outputs()).to.equal(undefined);
  });

  it("keeps the last outputs of a resource that is there, and the next up goes on", async () => {
    stack.useEnv({});
    await stack.up();
    const before = outputs();
    expect(before).to.include({ status: "creating", progress: 30 });
    stack.useEnv(broken);
    const update = await stack.up();
    expectTold(update.screen);
    expect(stack.state.resource("late")?.initErrors).to.deep.equal([bug]);
    expect(outputs()).to.deep.equal(before);
    expectTold((await stack.refresh()).screen);
    expect(outputs()).to.deep.equal(before);
    stack.useEnv({});
    engine.cloud.setGateway("late", { ...creating, end: 0 });
    const again = await stack.up();
    expect(again.ok, again.screen).to.equal(true);
  });
});
