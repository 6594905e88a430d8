import { readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { makeSdks } from "../../tools/sdks";
import type { Ended } from "../engine/helpers/cliRun";
import { Engine } from "../engine/helpers/engine";
import { writeFiles } from "../engine/helpers/files";
import { nativeToken, operationOf, ref, writeYaml, yamlProject } from "../engine/helpers/nativeProject";
import { Project } from "../engine/helpers/project";
import { pythonOrSkip } from "../engine/helpers/python";
import { ArchiveServer } from "./helpers/archiveServer";
import { archivePath, next, old, Plugins, pythonSdks, versions } from "./helpers/versions";

const ready = { steps: [], end: 0, status: "success" } as const;
const unasked = ["--yes", "--skip-preview"];
const page = readFileSync("docs/upgrading.md", "utf8");

/** A message as the page has it, where the versions are those of an example. */
function told(message: string): string {
  expect(page).to.include(`\`${message}\``);
  return message.replaceAll("0.2.0", "NEXT").replaceAll("0.1.0", old).replaceAll("NEXT", next);
}
const missing = (version: "0.1.0" | "0.2.0") =>
  told(`Could not automatically download and install resource plugin 'pulumi-resource-apig' at version v${version}`);

/** A state that names version and address, as an SDK from a release writes it. */
describe("an upgrade where the SDK asks for its own version", () => {
  let engine: Engine;
  let plugins: Plugins;
  let server: ArchiveServer;
  let project: Project;
  let sdks: Record<string, string>;
  let made: string;
  before(async function () {
    const python = await pythonOrSkip(this);
    engine = await Engine.start({ hosts: ["python", "yaml"], gateways: { orders: ready, other: ready } });
    plugins = await Plugins.make(engine);
    server = await ArchiveServer.start(plugins.archiveOf(old));
    await makeSdks(engine.folder, ["python"], server.url);
    sdks = await pythonSdks(engine, python, join(engine.folder, "python"));
    const folder = writeFiles(join(engine.folder, "snake"), {
      "Pulumi.yaml": { name: "snake", runtime: "python" },
      "__main__.py": 'import pulumi_apig as apig\n\napig.GatewayReadiness("orders", instance_id="orders")\n',
    });
    project = await Project.init(engine, folder, {
      env: { PATH: [python, engine.environment().PATH].join(delimiter), PYTHONPATH: sdks[old] as string },
    });
    plugins.install();
    const first = await project.up();
    expect(first.ok, first.screen).to.equal(true);
    expect(plugins.installed()).to.deep.equal([old]);
    made = readFileSync(stateFile(), "utf8");
  });
  after(async () => {
    server?.stop();
    await engine?.stop();
  });

  const stateFile = () => join(engine.backend, "stacks/snake/dev.json");

  /** The state of the old version, on a machine that has these plugins, with what the server has, and the SDK of this version. */
  function given(machine: { installed?: string[]; served?: string[]; sdk: string }): void {
    writeFileSync(stateFile(), made);
    plugins.install(...(machine.installed ?? []));
    server.files.clear();
    for (const each of machine.served ?? []) server.files.set(archivePath(each), readFileSync(plugins.archiveOf(each)));
    Object.assign(project.env, { PYTHONPATH: sdks[machine.sdk] });
  }
  async function passes(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
    const ended = await project.start(args, env).ended;
    expect(ended.ok, `${args.join(" ")}: ${ended.screen}`).to.equal(true);
    return ended;
  }
  async function fails(args: readonly string[], message: string, env: Record<string, string> = {}): Promise<void> {
    const { ok, screen } = await project.start(args, env).ended;
    expect(ok, screen).to.equal(false);
    expect(screen).to.include(message);
  }

  it("downloads the plugin of the state for a refresh, and says so; an up takes the new one, and changes nothing", async () => {
    given({ served: [old, next], sdk: next });
    const { screen } = await passes(["refresh", ...unasked]);
    expect(screen).to.include(
      told(
        "refresh operation is using an older version of package 'apig' than the specified program version: 0.1.0 < 0.2.0",
      ),
    );
    const before = engine.polls();
    const { events } = await passes(["up", "--yes", "--expect-no-changes"]);
    expect(operationOf(events, "orders")).to.equal("same");
    expect(engine.polls()).to.equal(before);
    expect(plugins.installed()).to.deep.equal([...versions]);
    plugins.install();
    const refreshed = await passes(["refresh", ...unasked, "--expect-no-changes"]);
    expect(refreshed.screen).not.to.include("older version");
    expect(plugins.installed()).to.deep.equal([next]);
  });

  it("the old plugin is not available: says so; up, or --run-program, goes on with the new one", async () => {
    given({ installed: [next], sdk: next });
    await fails(["refresh", ...unasked], missing("0.1.0"));
    await fails(["destroy", ...unasked], missing("0.1.0"));
    await fails(["up", "--refresh", ...unasked], missing("0.1.0"));
    const imports = ["import", ...unasked, "--protect=false", "--generate-code=false", nativeToken, "more", "other"];
    await fails(imports, missing("0.1.0"));
    await passes(["refresh", "--run-program", ...unasked]);
    await passes(["destroy", "--run-program", ...unasked]);
    given({ installed: [next], sdk: next });
    await passes(["up", "--yes", "--expect-no-changes"]);
    await passes(["up", "--refresh", ...unasked, "--expect-no-changes"]);
    await passes(["destroy", ...unasked]);
  });

  it("or without the program: any newer plugin, by a variable; or the new one under the old number", async () => {
    const anyNewer = { PULUMI_ENABLE_LEGACY_PLUGIN_SEARCH: "true" };
    expect(page).to.include("PULUMI_ENABLE_LEGACY_PLUGIN_SEARCH=true pulumi destroy");
    given({ installed: [next], sdk: old });
    await fails(["preview"], missing("0.1.0"));
    await passes(["preview", "--expect-no-changes"], anyNewer);
    await passes(["refresh", ...unasked, "--expect-no-changes"], anyNewer);
    await passes(["destroy", ...unasked], anyNewer);
    given({ installed: [next], sdk: old });
    const install = ["plugin", "install", "resource", "apig", old, "--file"];
    expect(page).to.include(`pulumi ${install.join(" ").replace(old, "0.1.0")} pulumi-resource-apig-v0.2.0.tar.gz`);
    const { ok, screen } = await project.run("pulumi", ...install, plugins.archiveOf(next));
    expect(ok, screen).to.equal(true);
    await passes(["destroy", ...unasked]);
  });

  it("a machine that cannot get the new plugin: says so; what needs no program goes on with the old one", async () => {
    given({ installed: [old], sdk: next });
    await fails(["up", ...unasked], missing("0.2.0"));
    const silent = { PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true" };
    const text = "no resource plugin 'pulumi-resource-apig' found in the workspace at version v0.2.0";
    await fails(["preview"], told(text), silent);
    await passes(["destroy", ...unasked]);
  });

  it("back to the old SDK: the old plugin again, and nothing changes", async () => {
    given({ installed: [next], sdk: next });
    await passes(["up", ...unasked]);
    plugins.install(old);
    Object.assign(project.env, { PYTHONPATH: sdks[old] });
    const { events } = await passes(["up", "--yes", "--expect-no-changes"]);
    expect(operationOf(events, "orders")).to.equal("same");
  });

  it("an explicit provider of another version is updated, never replaced, and its gateways are as they were", async () => {
    plugins.install(...versions);
    const { cloud } = engine;
    const program = (version: string) => ({
      own: { type: "pulumi:providers:apig", properties: { endpoint: cloud.url }, options: { version } },
      orders: { properties: { instanceId: "orders" }, options: { provider: ref("own") } },
    });
    const yaml = await yamlProject(engine, "explicit", { resources: program(old) });
    expect((await yaml.up()).ok).to.equal(true);
    const { id } = yaml.state.resource("own") ?? {};
    writeYaml(yaml.folder, { resources: program(next) });
    const preview = await yaml.start(["preview", "--expect-no-changes"]).ended;
    expect([preview.ok, preview.screen.includes(told("[diff: ~version]"))], preview.screen).to.deep.equal([
      false,
      true,
    ]);
    const { ok, screen, events } = await yaml.up();
    expect(ok, screen).to.equal(true);
    expect([operationOf(events, "own"), operationOf(events, "orders")]).to.deep.equal(["update", "same"]);
    expect(yaml.state.resource("own")).to.deep.include({ id });
    expect(yaml.state.resource("own")?.inputs).to.include({ version: next });
  });
});
