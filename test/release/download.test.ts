import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Ended } from "../engine/helpers/cliRun";
import { expectWaited, upDuringCreation } from "../engine/helpers/dependents";
import type { Engine } from "../engine/helpers/engine";
import { writeFiles } from "../engine/helpers/files";
import { gatesOf, ref, yamlProject } from "../engine/helpers/nativeProject";
import { ArchiveServer } from "./helpers/archiveServer";
import { engineWithoutNode, version } from "./helpers/withoutNode";

const ready = { steps: [[0, 30]], end: 100, status: "success" } as const;
const page = readFileSync("docs/installing-the-plugin.md", "utf8");
const notInstalled = (server: string, asked = version) =>
  "Could not automatically download and install resource plugin 'pulumi-resource-apig' at version " +
  `v${asked}, install the plugin using \`pulumi plugin install resource apig v${asked}${server}\``;

describe("the engine downloads the plugin by itself, for a program in YAML and without Node.js", () => {
  let engine: Engine;
  let env: { PATH: string };
  let server: ArchiveServer;
  before(async () => {
    server = await ArchiveServer.start();
    ({ engine, env } = await engineWithoutNode({ hosts: ["yaml"], gateways: { gate: { ...ready, end: 0 } } }));
  });
  beforeEach(() => rmSync(join(engine.folder, "home/plugins"), { recursive: true, force: true }));
  after(async () => {
    server?.stop();
    await engine?.stop();
  });

  /** A new stack that waits for one gateway, with these options, which is ready. */
  async function upOf(name: string, options: object, variables: Record<string, string> = {}): Promise<Ended> {
    const project = await yamlProject(engine, name, { resources: gatesOf({ gate: { options } }) }, { env });
    return project.startUp(variables).ended;
  }
  const expectInstalled = ({ ok, screen }: Ended): void => {
    expect(ok, screen).to.equal(true);
    expect(readFileSync(join(engine.folder, `home/plugins/resource-apig-v${version}/LICENSE`)).length).to.be.above(0);
  };

  it("from the address in a file beside the program, and waits", async () => {
    const [declaration = ""] = /(?<=```yaml\n)packageDeclarationVersion[^`]*/.exec(page) ?? [];
    const own = declaration
      .replace(/https:\S+/, `${server.url}/v\${VERSION}`)
      .replace(/version: \d\S+/, `version: ${version}`);
    const resources = {
      ...gatesOf({ ready: {} }),
      after: { properties: { instanceId: "gate", triggers: [ref("ready.status")] } },
    };
    server.files.set(`/v${version}${server.archive}`, server.files.get(server.archive) as Buffer);
    const project = await yamlProject(engine, "declared", { resources }, { env });
    writeFiles(project.folder, { "apig.yaml": own });
    const run = await upDuringCreation(project, "ready", ready);
    expectInstalled(run);
    expectWaited(project, run, "ready", "after");
  });

  it("from the address in a resource's options", async () => {
    expectInstalled(await upOf("options", { version, pluginDownloadURL: server.url }));
  });

  it("from a mirror, in place of the address that the program names or of none", async () => {
    const overrides = { PULUMI_PLUGIN_DOWNLOAD_URL_OVERRIDES: `apig=${server.url}` };
    expectInstalled(await upOf("mirrored", { version, pluginDownloadURL: "https://x.invalid/apig" }, overrides));
    rmSync(join(engine.folder, "home/plugins"), { recursive: true });
    expectInstalled(await upOf("mirrored-none", { version }, overrides));
  });

  it("through a proxy", async () => {
    const far = "http://downloads.invalid/apig";
    server.files.set(`${far}${server.archive}`, server.files.get(server.archive) as Buffer);
    const proxy = { HTTP_PROXY: server.url, NO_PROXY: "127.0.0.1" };
    expectInstalled(await upOf("proxied", { version, pluginDownloadURL: far }, proxy));
  });

  it("or it is installed from a server beforehand", async () => {
    const project = await yamlProject(engine, "served", { resources: gatesOf({ gate: {} }) }, { env });
    const install = ["plugin", "install", "resource", "apig", version, "--server", server.url];
    const { ok, screen } = await project.run("pulumi", ...install);
    expect(ok, screen).to.equal(true);
    const before = server.asked.length;
    expectInstalled(await project.up());
    expect(server.asked.length).to.equal(before);
  });

  const middle = (whole: Buffer) => Math.floor(whole.length / 2);
  const failures: [what: string, content: (whole: Buffer) => Buffer | undefined, said: string][] = [
    ["is not there", () => undefined, "404 HTTP error fetching plugin from "],
    ["ends too early", (whole) => whole.subarray(0, middle(whole)), "unexpected EOF"],
    [
      "is damaged",
      (whole) => Buffer.from(whole).fill(0, middle(whole), middle(whole) + 100),
      "error installing provider apig: ",
    ],
    ["is no archive but a web page", () => Buffer.from("<html>Log in</html>"), "gzip: invalid header"],
  ];
  for (const [index, [what, contentOf, said]] of failures.entries()) {
    it(`an archive that ${what}: says so, and the next run downloads it anew`, async () => {
      const whole = server.files.get(server.archive) as Buffer;
      const content = contentOf(whole);
      if (content) server.files.set(server.archive, content);
      else server.files.delete(server.archive);
      const options = { version, pluginDownloadURL: server.url };
      try {
        const { ok, screen } = await upOf(`failing-${index}`, options);
        expect(ok, screen).to.equal(false);
        expect(screen)
          .to.include(notInstalled(` --server ${server.url}`))
          .and.include(said);
      } finally {
        server.files.set(server.archive, whole);
      }
      expectInstalled(await upOf(`mended-${index}`, options));
    });
  }

  it("a server that does not tell the length, such as a proxy that compresses: says so", async () => {
    server.tellsLength = false;
    const { ok, screen } = await upOf("no-length", { version, pluginDownloadURL: server.url });
    server.tellsLength = true;
    expect([ok, screen.includes("expected -1 bytes but copied")], screen).to.deep.equal([false, true]);
  });

  it("a version that the server does not have, or none: says so", async () => {
    const wrong = await upOf("wrong-version", { version: "9.9.9", pluginDownloadURL: server.url });
    expect(wrong.screen)
      .to.include(notInstalled(` --server ${server.url}`, "9.9.9"))
      .and.include("404 HTTP error");
    const none = await upOf("no-version", { pluginDownloadURL: server.url });
    expect(none.screen).to.include("GetLatestVersion is not supported for plugins from http sources");
    expect([wrong.ok, none.ok]).to.deep.equal([false, false]);
  });
});
