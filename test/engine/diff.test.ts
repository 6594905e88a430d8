import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as apig from "pulumi-apig";
import { Engine, typeToken } from "./helpers/engine";
import type { InlineStack, Run } from "./helpers/inlineStack";

type Args = Partial<apig.GatewayReadinessArgs>;

describe("what counts as a change", () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.start({
      gateways: {
        first: { steps: [[0, 50]], end: 0, status: "success" },
        second: { steps: [[0, 50]], end: 0, status: "success" },
        failed: { steps: [[0, 0]], end: 0, status: "failed", errorCode: "APIC.9218", errorMsg: "create failed..." },
      },
    });
  });
  after(() => engine.stop());

  /** One gateway, with an export and a dependent on every output. */
  const gate =
    (args: Args = {}, opts?: apig.GatewayReadinessOptions, name = "gate") =>
    async () => {
      const ready = new apig.GatewayReadiness(name, { instanceId: "first", ...args }, opts);
      const { instanceId, projectId, endpoint, status, progress, errorCode, errorMessage } = ready;
      const { startTime, endTime, startedAt, endedAt, creationSeconds } = ready;
      const seen = { instanceId, projectId, endpoint, status, progress, errorCode, errorMessage, startTime, endTime };
      const all = pulumi.output({ ...seen, startedAt, endedAt, creationSeconds });
      new pulumi.Stash("dependent", { input: all });
      return { all };
    };

  /** What the engine did with the resource: `same`, `update`, `replace`... */
  const operation = (run: Run, name = "gate") => {
    const metadata = run.events.flatMap(({ resourcePreEvent }) =>
      resourcePreEvent ? [resourcePreEvent.metadata] : [],
    );
    return metadata.find(({ urn }) => urn.endsWith(`${typeToken}::${name}`))?.op;
  };

  async function stackWith(name: string, program: pulumi.automation.PulumiFn): Promise<InlineStack> {
    const stack = await engine.stack(name, program);
    const run = await stack.up();
    expect(run.ok, run.screen).to.equal(true);
    return stack;
  }

  async function expectUnchanged(stack: InlineStack): Promise<void> {
    const before = engine.cloud.requests.length;
    for (const run of [await stack.up({ expectNoChanges: true }), await stack.preview({ expectNoChanges: true })]) {
      expect(run.ok, run.screen).to.equal(true);
      expect(run.screen)
        .to.include("unchanged")
        .and.not.match(/to (update|replace|create)/);
    }
    expect(engine.cloud.requests.length).to.equal(before);
  }

  it("arguments: each change does what it should, and the run after it is quiet", async () => {
    const { projectId } = engine.cloud;
    const moved = engine.cloud.url.replace("127.0.0.1", "localhost");
    const stack = await stackWith("arguments", gate());
    const rows: [what: string, args: Args, op: string, looks: number][] = [
      ["project given for the first time", { projectId }, "same", 0],
      ["region given", { projectId, region: "eu-de" }, "update", 1],
      ["endpoint changed", { projectId, region: "eu-de", endpoint: moved }, "update", 1],
      ["the same endpoint with a slash", { projectId, region: "eu-de", endpoint: `${moved}/` }, "same", 0],
      ["no argument but the id any more", {}, "same", 0],
      ["triggers given", { triggers: [1, { a: [2] }] }, "replace", 1],
      ["equal triggers", { triggers: [1, { a: [2] }] }, "same", 0],
      ["triggers changed deep inside", { triggers: [1, { a: [3] }] }, "replace", 1],
      ["another gateway", { instanceId: "second", triggers: [1, { a: [3] }] }, "replace", 1],
    ];
    for (const [what, args, op, looks] of rows) {
      stack.use(gate(args));
      const before = engine.cloud.requests.length;
      const run = await stack.up();
      expect(run.ok, `${what}: ${run.screen}`).to.equal(true);
      expect(operation(run), what).to.match(op === "replace" ? /replace/ : new RegExp(`^${op}$`));
      expect(engine.cloud.requests.length - before, what).to.equal(looks);
    }
    await expectUnchanged(stack);
  });

  it("a project that differs from the stored one replaces", async () => {
    const stack = await stackWith("project", gate());
    stack.use(gate({ projectId: "another" }));
    const run = await stack.preview();
    expect(operation(run)).to.match(/replace/);
    expect((await stack.up()).screen).to.include("HTTP 403");
  });

  it("failOnError switched both ways on a failed gateway", async () => {
    const stack = await stackWith("fail-on-error", gate({ instanceId: "failed", failOnError: false }));
    await expectUnchanged(stack);
    stack.use(gate({ instanceId: "failed", failOnError: true }));
    const strict = await stack.up();
    expect(strict.ok).to.equal(false);
    expect(operation(strict)).to.equal("update");
    expect(strict.screen).to.include("APIC.9218 insufficient quota");
    stack.use(gate({ instanceId: "failed", failOnError: false }));
    expect((await stack.up()).ok).to.equal(true);
    await expectUnchanged(stack);
  });

  it("options: timeouts, an alias, ignoreChanges and a newer package change nothing; protect holds", async () => {
    const stack = await stackWith("options", gate());
    stack.state.edit((text) => text.replace(/("__provider": ".*apig.*)(",?)$/gm, "$1;$2"));
    const rows: [what: string, program: pulumi.automation.PulumiFn, op: string, name?: string][] = [
      ["a __provider of another package version", gate(), "same"],
      ["timeouts", gate({}, { customTimeouts: { create: "9m", update: "8m", read: "7m" } }), "same"],
      ["ignoreChanges", gate({ triggers: [1] }, { ignoreChanges: ["triggers"] }), "same"],
      [
        "replaceOnChanges (the SDK does not tell the engine which argument changed)",
        gate({ endpoint: engine.cloud.url.replace("127.0.0.1", "localhost") }, { replaceOnChanges: ["endpoint"] }),
        "update",
      ],
      ["an alias", gate({}, { aliases: [{ name: "gate" }] }, "renamed"), "same", "renamed"],
    ];
    for (const [what, program, op, name] of rows) {
      stack.use(program);
      const run = await stack.up();
      expect(run.ok, `${what}: ${run.screen}`).to.equal(true);
      expect(operation(run, name), what).to.equal(op);
    }
    stack.use(gate({}, { protect: true }, "renamed"));
    expect((await stack.up()).ok).to.equal(true);
    stack.use(gate({ instanceId: "second" }, { protect: true }, "renamed"));
    const refused = await stack.up();
    expect(refused.ok).to.equal(false);
    expect(refused.screen).to.include("unable to replace resource");
  });

  it("a new parent changes nothing when an alias tells of the old one", async () => {
    class Team extends pulumi.ComponentResource {
      constructor(name: string) {
        super("test:index:Team", name);
      }
    }
    const stack = await stackWith("parent", gate());
    stack.use(async () => {
      const parent = new Team("team");
      const aliases = [{ parent: pulumi.rootStackResource }];
      return gate({}, { parent, aliases })();
    });
    const run = await stack.up();
    expect(run.ok, run.screen).to.equal(true);
    expect(operation(run)).to.equal("same");
  });
});
