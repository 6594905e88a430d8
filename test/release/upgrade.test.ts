import { readFileSync, rmSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { Engine } from "../engine/helpers/engine";
import { writeFiles } from "../engine/helpers/files";
import { nativeToken, operationOf, writeYaml } from "../engine/helpers/nativeProject";
import { Project } from "../engine/helpers/project";
import { pythonOrSkip } from "../engine/helpers/python";
import { next, npmModules, old, Plugins, pythonSdks, versions } from "./helpers/versions";

const ready = { steps: [], end: 0, status: "success" } as const;
const page = readFileSync("docs/upgrading.md", "utf8");
const unasked = ["--yes", "--skip-preview"];
const imports = ["import", ...unasked, "--protect=false", "--generate-code=false", nativeToken, "more", "other"];

/**
 * A stack of one version, and a machine that has the other one alone. Whatever Pulumi does there works, changes nothing and asks nothing
 * but what it asks in any case; then back, and to the end.
 */
describe("an upgrade where nothing asks for a version", () => {
  let engine: Engine;
  let plugins: Plugins;
  before(async () => {
    engine = await Engine.start({ hosts: ["yaml", "python"], gateways: { orders: ready, other: ready } });
    plugins = await Plugins.make(engine);
  });
  after(() => engine?.stop());

  async function passes(project: Project, ...args: string[]) {
    const ended = await project.start(args).ended;
    expect(ended.ok, `${args.join(" ")}: ${ended.screen}`).to.equal(true);
    return ended;
  }

  async function goesThere(project: Project): Promise<void> {
    const refreshed = await passes(project, "refresh", ...unasked, "--expect-no-changes");
    expect(operationOf(refreshed.events, "orders")).to.equal("refresh");
    const before = engine.polls();
    await goesOn(project);
    expect(engine.polls(), "requests").to.equal(before);
    await passes(project, "up", "--refresh", ...unasked, "--expect-no-changes");
  }

  /** With a preview. */
  async function goesOn(project: Project): Promise<void> {
    const { events } = await passes(project, "up", "--yes", "--expect-no-changes");
    expect(operationOf(events, "orders")).to.equal("same");
  }

  const kept = (project: Project) => project.state.resource("orders");

  it("the npm package: nothing changes, there and back, and a destroy works", async () => {
    const folder = writeFiles(join(engine.folder, "script"), {
      "Pulumi.yaml": { name: "script", runtime: "nodejs" },
      "index.js": `new (require("pulumi-apig").GatewayReadiness)("orders", { instanceId: "orders" });`,
    });
    const modules = Object.fromEntries(versions.map((each) => [each, npmModules(engine, each)]));
    const use = (version: string) => {
      rmSync(join(folder, "node_modules"), { force: true });
      symlinkSync(modules[version] as string, join(folder, "node_modules"), "junction");
    };
    use(old);
    const project = await Project.init(engine, folder);
    await passes(project, "up", ...unasked);
    const first = kept(project);
    use(next);
    await goesThere(project);
    expect(kept(project)?.outputs).to.deep.equal(first?.outputs);
    use(old);
    await goesOn(project);
    await passes(project, "destroy", ...unasked);
  });

  it("a program in YAML: the same, with the new plugin alone and with the old one alone; a new output is filled in", async () => {
    const folder = join(engine.folder, "yaml");
    writeYaml(folder, { resources: { orders: { properties: { instanceId: "orders" } } } });
    plugins.install(old);
    const project = await Project.init(engine, folder);
    await passes(project, "up", ...unasked);
    const first = kept(project);
    plugins.install(next);
    await goesThere(project);
    expect(kept(project)?.outputs).to.deep.equal(first?.outputs);
    // As if the old version had not had this output.
    project.state.edit(/"creationSeconds":\s*[^,]+,\s*/, "");
    const before = engine.polls();
    const { events } = await passes(project, "up", ...unasked);
    expect([operationOf(events, "orders"), engine.polls() - before]).to.deep.equal(["update", 1]);
    expect(kept(project)?.outputs).to.deep.equal(first?.outputs);
    await passes(project, ...imports);
    plugins.install(old, next);
    const [, remove = ""] = /`pulumi (plugin rm [^`]*)`/.exec(page) ?? [];
    const removed = await project.run("pulumi", ...remove.replace("0.2.0", next).split(" "));
    expect(removed.ok, removed.screen).to.equal(true);
    expect(plugins.installed()).to.deep.equal([old]);
    await passes(project, "refresh", ...unasked);
    await passes(project, "destroy", ...unasked);
  });

  it("a program in Python, whose SDK may be older or newer than the plugin", async function () {
    const python = await pythonOrSkip(this);
    const sdks = await pythonSdks(engine, python, "sdk/python");
    const folder = writeFiles(join(engine.folder, "snake"), {
      "Pulumi.yaml": { name: "snake", runtime: "python" },
      "__main__.py": 'import pulumi_apig as apig\n\napig.GatewayReadiness("orders", instance_id="orders")\n',
    });
    const env = { PATH: [python, engine.environment().PATH].join(delimiter) };
    plugins.install(old);
    const project = await Project.init(engine, folder, { env });
    const use = (version: string) => Object.assign(project.env, { PYTHONPATH: sdks[version] });
    use(old);
    await passes(project, "up", ...unasked);
    plugins.install(next); // and the SDK later
    await goesThere(project);
    use(next);
    await goesOn(project);
    plugins.install(old);
    await goesOn(project);
    // A newer SDK would send it by itself. Of two plugins, the newest is used.
    plugins.install(...versions);
    const newer = `import pulumi\npulumi.CustomResource("${nativeToken}", "new", { "instanceId": "orders", "zones": ["a"] })\n`;
    writeFiles(folder, { "__main__.py": newer });
    const refused = await project.start(["preview"]).ended;
    expect(refused.ok).to.equal(false);
    expect(refused.screen).to.match(
      new RegExp(`zones value .* has a problem: is an unknown argument; .*; this is plugin ${next}`),
    );
    expect(page).to.include("`zones value {...} has a problem: is an unknown argument; ...; this is plugin 0.1.0`");
    await passes(project, "destroy", ...unasked);
  });

  it("without any plugin: says that there is none", async () => {
    const folder = join(engine.folder, "none");
    writeYaml(folder, { resources: { orders: { properties: { instanceId: "orders" } } } });
    plugins.install();
    const offline = { HTTPS_PROXY: "http://127.0.0.1:1", NO_PROXY: "127.0.0.1" };
    const project = await Project.init(engine, folder, { env: offline });
    const { ok, screen } = await project.up();
    const said = "could not find latest version for provider apig";
    expect([ok, screen.includes(said), page.includes(`\`${said}\``)], screen).to.deep.equal([false, true, true]);
  });
});
