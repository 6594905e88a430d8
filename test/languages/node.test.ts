import { join } from "node:path";
import { expect } from "chai";
import { expectWaited, upDuringCreation } from "../engine/helpers/dependents";
import type { Engine } from "../engine/helpers/engine";
import { writeFiles } from "../engine/helpers/files";
import { removeScratchFolders, tarball, typedHere } from "../engine/helpers/installed";
import { nativeEngine } from "../engine/helpers/nativeProject";
import { Project } from "../engine/helpers/project";
import { blocksOf, typeInto } from "../engine/helpers/shell";

const slow = { steps: [[0, 30]], end: 400, status: "success" } as const;
const program = `
import * as apig from "pulumi-apig-native";

const slow = new apig.GatewayReadiness("slow", { instanceId: "slow" });
new apig.GatewayReadiness("after", { instanceId: "next", triggers: [slow.status] });
export const id = slow.id;
export const status = slow.status;
export const seconds = slow.creationSeconds;
export const errorCode = slow.errorCode.apply((code) => code ?? "none");
export const seen = apig.getGatewayProgressOutput({ instanceId: slow.instanceId }).progress;
`;

describe("the plugin with a program in TypeScript", () => {
  let engine: Engine;
  let folder: string;
  before(async () => {
    ({ engine } = await nativeEngine({ hosts: [], gateways: { next: { ...slow, end: 0 } } }));
    // One folder for both programs, set up as the guide says.
    folder = writeFiles(join(engine.folder, "programs"), { "package.json": { private: true } });
    const [commands = ""] = blocksOf("docs/languages.md", "sh", "TypeScript, with the plugin");
    const install = typedHere(`npm install ${await tarball()}\n${commands}`);
    const { ok, screen } = await typeInto(folder, [install], engine.environment());
    expect(ok, screen).to.equal(true);
  });
  after(async () => {
    await engine.stop();
    removeScratchFolders();
  });

  for (const target of ["es2020", "es2022"]) {
    it(`compiled for ${target}: what depends on a wait starts after it, and each output is there`, async () => {
      const name = `for-${target}`;
      const place = writeFiles(join(folder, name), {
        "package.json": { main: "index.ts" },
        "tsconfig.json": { compilerOptions: { module: "nodenext", target, strict: true } },
        "Pulumi.yaml": { name, runtime: "nodejs" },
        "index.ts": program,
      });
      const project = await Project.init(engine, place);
      const run = await upDuringCreation(project, "slow", slow);
      expect(run.ok, run.screen).to.equal(true);
      expectWaited(project, run, "slow", "after");
      expect(project.state.resource("after")?.inputs?.triggers).to.deep.equal(["success"]);
      expect(project.state.outputs()).to.deep.equal({
        ...{ id: `${engine.cloud.projectId}/slow`, status: "success", seconds: 400, seen: 100 },
        ...{ errorCode: "none" },
      });
    });
  }
});
