import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { CliRun, until } from "./helpers/cliRun";
import { askedCli, type Engine } from "./helpers/engine";
import { nativeEngine } from "./helpers/nativeProject";
import { type Done, pulumiDo } from "./helpers/pulumiDo";

const success = { steps: [[0, 30]], end: 324, status: "success" } as const;
const ready = { ...success, end: 0 } as const;
const quota = { errorCode: "APIC.9218", errorMsg: "create failed..." } as const;
const failed = { steps: [[0, 0]], end: 2, status: "failed", ...quota } as const;
const resource = "apig:index:GatewayReadiness";

/** What it does with state is in nativeDoState.test.ts. */
describe("pulumi do without state", () => {
  let engine: Engine;
  before(async function () {
    if (askedCli === "oldest") this.skip(); // It has no such command.
    const gateways = { ready, failed, endless: { steps: [[0, 30]] } } as const;
    ({ engine } = await nativeEngine({ gateways }));
  });
  after(() => engine?.stop());

  const asked = (gateway: string) => engine.asked(gateway).length;
  const elsewhere = () => join(engine.folder, "elsewhere");
  const typed = (...args: string[]) => pulumiDo(engine, elsewhere(), args);
  /** With the address of the cloud. */
  const doing = (...args: string[]) => typed(...args, "--apig:endpoint", engine.cloud.url);
  const withoutState = (...args: string[]) => doing(resource, ...args, "--stateless", "--yes");

  function expectFailed({ code, told }: Done, ...words: (string | RegExp)[]): void {
    expect(code, told).to.equal(1);
    for (const word of words) expect(told).to.match(typeof word === "string" ? new RegExp(word) : word);
    expect(told).to.not.match(/pulumi up|import it|stack config apig|pulumi config/);
  }

  it("a function sends one request and prints what it saw; a gateway that failed is a result", async () => {
    const seen: Record<string, object> = {};
    for (const id of ["ready", "failed"]) {
      const before = asked(id);
      const { code, out, told } = await doing("apig:index:getGatewayProgress", "--instance-id", id);
      expect([code, told, asked(id) - before]).to.deep.equal([0, "", 1]);
      seen[id] = JSON.parse(out);
    }
    expect(seen.ready).to.include({ status: "success", progress: 100, creationSeconds: 0 });
    expect(Object.keys(seen.failed ?? {})).to.have.length(12);
    expectFailed(await doing("apig:index:getGatewayProgress", "--instance-id", "nowhere"), "nowhere does not exist");
    const wrong = ["--instance-id", "bad id", "--region", "a b"];
    expectFailed(await doing("apig:index:getGatewayProgress", ...wrong), "instanceId must be", "region must be");
  });

  it("read waits, and prints its result alone", async () => {
    engine.cloud.setGateway("soon", success);
    const { code, out, told } = await doing("apig:GatewayReadiness", "read", "soon", "--output", "json");
    expect([code, told]).to.deep.equal([0, ""]);
    expect(JSON.parse(out)).to.include({
      ...{ id: `${engine.cloud.projectId}/soon`, instanceId: "soon" },
      ...{ status: "success", progress: 100, creationSeconds: 324 },
    });
    expect(asked("soon")).to.be.greaterThan(1);
    // Without --output it is a table, for people.
    const table = await doing("apig:GatewayReadiness", "read", "soon");
    expect(table.told)
      .to.match(/GatewayReadiness read \(.*\)/)
      .and.include('status         : "success"');
  });

  it("read ends with 1 and the reason where the gateway failed, there is none, or a flag is wrong", async () => {
    const advice = "order a new gateway and use its id\\.";
    expectFailed(await doing(resource, "read", "failed"), "APIC.9218 insufficient quota", advice);
    expectFailed(
      await typed(resource, "read", "ready"),
      "set it with --apig:region .*pulumi do without state does not read the stack config",
    );
    expectFailed(
      await doing(resource, "read", "ready", "--apig:polling", "fast"),
      "--apig:polling must be eager or calm",
    );
    expectFailed(
      await doing(resource, "read", "ready", "--apig:auth-token", "w"),
      "pulumi do \\(token\\) was rejected",
    );
  });

  it("create waits, and takes a failed gateway with --fail-on-error=false; it needs --yes", async () => {
    engine.cloud.setGateway("new", success);
    const created = await withoutState("create", "--instance-id", "new", "--output", "json");
    expect(created.code, created.told).to.equal(0);
    expect(JSON.parse(created.out)).to.include({ status: "success", progress: 100 });
    const create = ["create", "--instance-id", "failed"];
    expectFailed(await withoutState(...create), "APIC.9218 insufficient quota");
    const accepted = await withoutState(...create, "--fail-on-error=false", "--output", "json");
    expect(JSON.parse(accepted.out)).to.include({ status: "failed", errorCode: "APIC.9218" });
    expectFailed(await withoutState("create", "--instance-id", "a b"), "instanceId: must be 1 to 64 letters");
    expectFailed(await withoutState("create"), 'Missing required input "instanceId"');
    expectFailed(await doing(resource, ...create, "--stateless"), "requires --yes");
    const dry = await doing(resource, "create", "--instance-id", "untouched", "--stateless", "--dry-run");
    expect([dry.code, asked("untouched")], dry.told).to.deep.equal([0, 0]);
  });

  it("patch and upsert read the gateway, then ask once more; they replace nothing and create nothing", async () => {
    const acts = { patch: ["--region", "eu-de"], upsert: ["--instance-id", "ready"] };
    for (const [act, flags] of Object.entries(acts)) {
      const before = asked("ready");
      const { code, told } = await withoutState(act, "ready", ...flags);
      expect(code, told).to.equal(0);
      expect(told).to.include("~ 1 updated");
      expect(asked("ready") - before).to.equal(2);
      expectFailed(await withoutState(act, "failed", "--instance-id", "failed"), "APIC.9218 insufficient quota");
    }
    const other = await withoutState("patch", `${engine.cloud.projectId}/ready`, "--instance-id", "another");
    expectFailed(other, 'instanceId cannot change to "another" in an update');
    expect(asked("another")).to.equal(0);
  });

  it("Ctrl-C ends it at once, and the plugin with it: no request is sent any more", async () => {
    const args = ["do", resource, "create", "--instance-id", "endless", "--stateless", "--yes"];
    const place = { cwd: elsewhere(), env: engine.environment() };
    const run = new CliRun("pulumi", [...args, "--apig:endpoint", engine.cloud.url], place);
    await until(`it is polled: ${run.screen}`, () => asked("endless") >= 2);
    run.interrupt();
    expect((await run.ended).ok).to.equal(false);
    await until("no process left", () => engine.processes().length === 0, 6_000);
  });

  it("keeps nothing", () => expect(existsSync(engine.backend)).to.equal(false));

  it("--help has the words of the schema", async () => {
    const help = (await typed(resource, "create", "--help")).out.split("\n");
    const flag = (name: string) =>
      help
        .find((line) => line.trim().startsWith(`--${name} `))
        ?.trim()
        .replace(/ {2,}/, "  ");
    const token = "A token, scoped to the project. Prefer the environment: HW_AUTH_TOKEN, OS_TOKEN, OS_AUTH_TOKEN.";
    expect(flag("apig:auth-token")).to.equal(`--apig:auth-token string  ${token}`);
    expect(flag("apig:allow-http")).to.match(/ {2}Allow plain HTTP to other machines\. \(default "false"\)$/);
    expect(flag("region")).to.match(
      /^--region string {2}Region, such as eu-de\. Default: the setting apig:region, then the region that is set with the credential\./,
    );
    const about = (await typed(resource, "--help")).out;
    expect(about)
      .to.include("Waits for a dedicated API gateway. Its creation ends when the gateway's status\nis final,")
      .and.include("The message ends with\na stable code such as")
      .and.include(
        " - instanceId (string*): Id of the dedicated gateway: 1 to 64 letters, digits, hyphens and underscores.",
      );
    expect((await typed("apig:getGatewayProgress", "--help")).out).to.include(
      "Queries the progress of a gateway once, without waiting; also in a preview. A\nfailed gateway is a result, not an error.",
    );
  });

  it("pulumi package info and pulumi schema check take the schema without a complaint", async () => {
    const place = { cwd: elsewhere(), env: engine.environment() };
    const pulumi = (...args: string[]) => new CliRun("pulumi", args, place).ended;
    const [info, check] = await Promise.all([
      pulumi("package", "info", "apig", "--resource", "GatewayReadiness"),
      pulumi("schema", "check", join(process.cwd(), "provider/native/schema.json")),
    ]);
    expect(info.ok, info.screen).to.equal(true);
    expect(info.screen)
      .to.match(/^Resource: apig:index:GatewayReadiness$/m)
      .and.include(" - status (string): ");
    expect([check.ok, check.screen]).to.deep.equal([true, ""]);
  });
});
