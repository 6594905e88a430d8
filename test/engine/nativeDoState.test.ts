import { join } from "node:path";
import { expect } from "chai";
import { CliRun, until } from "./helpers/cliRun";
import { askedCli, type Engine } from "./helpers/engine";
import { nativeEngine, nativeToken, yamlProject } from "./helpers/nativeProject";
import type { Project } from "./helpers/project";
import { filesWith, pulumiDo } from "./helpers/pulumiDo";

const success = { steps: [[0, 30]], end: 324, status: "success" } as const;
const ready = { ...success, end: 0 } as const;
const quota = { errorCode: "APIC.9218", errorMsg: "create failed..." } as const;
const failed = { steps: [[0, 0]], end: 2, status: "failed", ...quota } as const;
const endless = { steps: [[0, 30]] } as const;

describe("pulumi do with state", () => {
  let engine: Engine;
  let project: Project;
  before(async function () {
    if (askedCli === "oldest") this.skip(); // It has no such command.
    ({ engine } = await nativeEngine({ gateways: { ready, second: ready, failed } }));
    project = await yamlProject(engine, "gate", { resources: {} });
  });
  after(() => engine?.stop());

  const doing = (...args: string[]) => pulumiDo(engine, project.folder, [nativeToken, ...args, "--yes"]);
  const stored = (name: string) => project.state.resource(name);

  it("create waits in the selected stack with its config, patch and upsert change the resource, delete forgets it", async () => {
    engine.cloud.setGateway("orders", success);
    const created = await doing("create", "orders", "--instance-id", "orders");
    expect(created.code, created.told).to.equal(0);
    expect(created.out).to.include("Created orders");
    expect(stored("orders")?.outputs).to.include({ status: "success", creationSeconds: 324 });
    const again = await doing("create", "orders", "--instance-id", "orders");
    expect([again.code, again.told]).to.deep.equal([
      1,
      `error: resource ${nativeToken} "orders" already exists in stack dev; use \`upsert\` to replace it\n`,
    ]);
    expect((await doing("patch", "orders", "--region", "eu-de")).code).to.equal(0);
    expect(stored("orders")?.inputs).to.deep.equal({ instanceId: "orders", region: "eu-de", failOnError: true });
    expect((await doing("upsert", "orders", "--instance-id", "second")).code).to.equal(0);
    expect(stored("orders")?.inputs).to.deep.equal({ instanceId: "second", failOnError: true });
    expect(stored("orders")?.id).to.equal(`${engine.cloud.projectId}/second`);
    expect((await doing("delete", "orders")).code).to.equal(0);
    expect(stored("orders")).to.equal(undefined);
  });

  it("a failure ends with 1 and keeps what was seen; upsert takes another gateway", async () => {
    const { code, out, told } = await doing("create", "billing", "--instance-id", "failed");
    expect(code).to.equal(1);
    expect(out + told).to.include("gateway failed failed after 2s: APIC.9218 insufficient quota");
    expect(stored("billing")?.outputs).to.include({ status: "failed", errorCode: "APIC.9218" });
    const other = await doing("upsert", "billing", "--instance-id", "second");
    expect(other.code, other.told).to.equal(0);
    expect(stored("billing")?.outputs).to.include({ status: "success" });
    expect(stored("billing")?.initErrors).to.equal(undefined);
  });

  it("after Ctrl-C, pulumi up goes on waiting, as the message says", async () => {
    engine.cloud.setGateway("slow", endless);
    const args = ["do", nativeToken, "create", "slow", "--instance-id", "slow", "--yes"];
    const run = new CliRun("pulumi", args, { cwd: project.folder, env: project.env });
    await until(`it is polled: ${run.screen}`, () => engine.asked("slow").length >= 2);
    run.interrupt();
    const { code, screen } = await run.ended;
    expect(code).to.equal(1);
    expect(screen).to.include("Interrupted: run pulumi up again to continue waiting");
    expect(stored("slow")?.outputs).to.include({ status: "creating", progress: 30 });
    expect(project.state.pending()).to.deep.equal([]);
    await until("no process left", () => engine.processes().length === 0, 10_000);
    engine.cloud.setGateway("slow", ready);
    const up = await project.up();
    expect(up.ok, up.screen).to.equal(true);
    expect(stored("slow")?.outputs).to.include({ status: "success" });
  });

  it("outside of a project the engine keeps the resource in a project of its own, and a credential given as a flag in clear", async () => {
    const { url, token } = engine.cloud;
    const [place, home] = [join(engine.folder, "elsewhere"), engine.environment().PULUMI_HOME ?? ""];
    const create = ["create", "orders", "--instance-id", "ready", "--yes", "--apig:endpoint", url];
    const env = { HW_AUTH_TOKEN: "" };
    const run = await pulumiDo(engine, place, [nativeToken, ...create, "--apig:auth-token", token], env);
    expect(run.code, run.told).to.equal(0);
    const state = engine.state("default-global-project", "default");
    expect(state.resource("orders")?.outputs).to.include({ status: "success" });
    // What the plugin can have encrypted is: the setting of the provider.
    expect(state.resource("orders-provider")?.inputs).to.have.nested.property("authToken.ciphertext");
    // But not the engine's own copy of the command.
    const kept = filesWith(engine.backend, token).map((file) => file.replace(/\d{10,}/, "TIME"));
    const name = "default-global-project/default";
    expect(kept).to.have.members([
      ...[`stacks/${name}.json`, `stacks/${name}.json.bak`, `backups/${name}/default.TIME.json`],
      `history/${name}/default-TIME.checkpoint.json`,
    ]);
    expect(filesWith(join(home, "default-global-project"), token)).to.deep.equal([]);
    expect(run.out + run.told).to.not.include(token);
  });

  it("keeps no credential of the environment or of an encrypted stack config, and without state none at all", async () => {
    const { url, token } = engine.cloud;
    const elsewhere = await yamlProject(engine, "secrets", { resources: {} });
    await elsewhere.pulumi("config", "set", "--secret", "apig:authToken", token);
    const read = [nativeToken, "read", "ready", "--apig:endpoint", url, "--apig:auth-token", token];
    const runs = [
      await pulumiDo(engine, elsewhere.folder, [nativeToken, "create", "orders", "--instance-id", "ready", "--yes"], {
        HW_AUTH_TOKEN: "",
      }),
      await pulumiDo(engine, join(engine.folder, "nowhere"), read, { HW_AUTH_TOKEN: "" }),
    ];
    for (const { code, told } of runs) expect(code, told).to.equal(0);
    expect(elsewhere.state.resource("orders")?.outputs).to.include({ status: "success" });
    expect(filesWith(engine.backend, token).filter((file) => !file.includes("default-global-project"))).to.deep.equal(
      [],
    );
    expect(filesWith(elsewhere.folder, token)).to.deep.equal([]);
  });
});
