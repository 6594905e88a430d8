import { execFile } from "node:child_process";
import { cpSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { demo } from "../../emulator";
import type { Ended } from "./helpers/cliRun";
import { expectWaited, upDuringCreation } from "./helpers/dependents";
import type { Engine } from "./helpers/engine";
import { writeFiles } from "./helpers/files";
import { nativeEngine, operationOf } from "./helpers/nativeProject";
import { Project } from "./helpers/project";
import { pythonOrSkip } from "./helpers/python";

const run = promisify(execFile);
const ready = { steps: [[0, 30]], end: 100, status: "success" } as const;
const quota = { ...ready, end: 0, status: "failed", errorCode: "APIC.9218", errorMsg: "create failed..." } as const;

const always = `
import os
import pulumi
import pulumi_apig as apig

ready = apig.GatewayReadiness("ready", instance_id="ready")
after = apig.GatewayReadiness("after", instance_id="second", triggers=[ready.status])
accepted = apig.GatewayReadiness("accepted", instance_id="quota", fail_on_error=False)
token = pulumi.Output.secret("${demo.token}")
own = apig.Provider("own", endpoint=os.environ["CLOUD"], project_id="${demo.projectId}", auth_token=token, insecure=True)
other = apig.GatewayReadiness("other", instance_id="ready", opts=pulumi.ResourceOptions(provider=own))
got = apig.GatewayReadiness.get("got", "ready")
seen = apig.get_gateway_progress_output(instance_id=accepted.instance_id)
patience = pulumi.CustomTimeouts(create=os.environ["PATIENCE"], update="60s")
asked = apig.get_gateway_progress("quota")
for without_id in (apig.get_gateway_progress, apig.get_gateway_progress_output):
    try:
        without_id(region="eu-de")
    except TypeError as error:
        pulumi.log.warn(f"Python says: {error}")
slow = apig.GatewayReadiness("slow", instance_id="slow", opts=pulumi.ResourceOptions(custom_timeouts=patience))
pulumi.export("seconds", ready.creation_seconds)
pulumi.export("accepted", accepted.error_code)
pulumi.export("other", other.id)
pulumi.export("got", got.status)
pulumi.export("seen", seen.status)
pulumi.export("asked", asked.error_code)
pulumi.export("own_project", own.project_id)
pulumi.export("own_token", own.auth_token)
`;
const failing = `
broken = apig.GatewayReadiness("broken", instance_id="quota")
needing = apig.GatewayReadiness("needing", instance_id="ready", triggers=[broken.status])
wrong = apig.GatewayReadiness("wrong", instance_id="ready", project_id="elsewhere")
`;

describe("the plugin with a program in Python", () => {
  let engine: Engine;
  let project: Project;
  let first: Ended;
  before(async function () {
    const python = await pythonOrSkip(this);
    ({ engine } = await nativeEngine({
      hosts: ["python"],
      gateways: { second: { ...ready, end: 0 }, quota, slow: { ...ready, end: 1200 } },
    }));
    const folder = writeFiles(join(engine.folder, "snake"), {
      "Pulumi.yaml": "name: snake\nruntime: python\n",
      "__main__.py": always + failing,
    });
    // The SDK, and all that it needs besides Pulumi's own, which the environment has.
    const needed = join(engine.folder, "needed");
    const sdk = join(engine.folder, "sdk"); // a copy, since pip writes into it
    cpSync("sdk/python", sdk, { recursive: true });
    const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", needed];
    await run(join(python, "python"), [...install, "--no-deps", sdk]);
    await run(join(python, "python"), [...install, "parver"]);
    const env = {
      PATH: [python, engine.environment().PATH].join(delimiter),
      PYTHONPATH: needed,
      CLOUD: engine.cloud.url,
      PATIENCE: "3s",
    };
    project = await Project.init(engine, folder, { env });
    first = await upDuringCreation(project, "ready", ready, "--continue-on-error", "--parallel=20");
  });
  after(() => engine?.stop());

  const stored = (name: string) => project.state.resource(name);

  it("waits, fails with the reason, keeps what was seen, and starts nothing that needs what is not ready", () => {
    expect(first.ok).to.equal(false);
    expect(first.screen).to.include("gateway quota failed").and.include("APIC.9218 insufficient quota");
    expect(first.screen).to.match(/gateway slow is not ready after 3s: last seen creating at 30%/);
    expect(first.screen)
      .to.include("HTTP 403")
      .and.not.match(/Traceback/);
    expect(stored("ready")?.outputs).to.include({ status: "success", creationSeconds: 100 });
    expect(stored("accepted")?.outputs).to.include({ status: "failed", failOnError: false });
    expect(stored("broken")?.initErrors).to.have.length(1);
    expect(stored("slow")?.outputs).to.include({ status: "creating", progress: 30 });
    expect([stored("needing"), stored("wrong")]).to.deep.equal([undefined, undefined]);
  });

  it("starts what depends on a wait after it", () => {
    expectWaited(project, first, "ready", "after");
  });

  it("a function takes the id first; where it is missing, Python says so", () => {
    expect(first.screen).to.include("get_gateway_progress() missing 1 required positional argument: 'instance_id'");
    expect(first.screen).to.include("missing a required argument: 'instance_id'");
  });

  it("goes on with the next up, and then shows no change and asks nothing but what the program itself asks", async () => {
    writeFiles(project.folder, { "__main__.py": always });
    const next = await project.up();
    expect(next.ok, next.screen).to.equal(true);
    expect(stored("slow")?.outputs).to.include({ status: "success" });
    expect(operationOf(next.events, "ready")).to.equal("same");
    const { own_token: token, ...outputs } = project.state.outputs();
    expect(token, "a secret").to.have.property("ciphertext");
    expect(outputs).to.deep.equal({
      ...{ seconds: 100, accepted: "APIC.9218", got: "success", seen: "failed" },
      ...{ asked: "APIC.9218", own_project: engine.cloud.projectId },
      other: `${engine.cloud.projectId}/ready`,
    });
    const before = engine.cloud.requests.length;
    const quiet = await project.up("--expect-no-changes");
    expect(quiet.ok, quiet.screen).to.equal(true);
    const asked = engine.cloud.requests.slice(before).map(({ gatewayId }) => gatewayId);
    // get, and getGatewayProgress plain and with outputs: two for one gateway, which share a request where they meet.
    expect(asked).to.include("ready").and.include("quota").and.to.have.length.within(2, 3);
    expect(project.state.text()).not.to.include(demo.token);
  });
});
