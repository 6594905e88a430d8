import { symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { until } from "../engine/helpers/cliRun";
import { Engine } from "../engine/helpers/engine";
import { writeFiles } from "../engine/helpers/files";
import { Project } from "../engine/helpers/project";
import type { StoredResource } from "../engine/helpers/state";
import { NotHere } from "./notHere";
import { type Backend, startPostgres, startS3 } from "./servers";

const program = `const apig = require("pulumi-apig");
for (const gateway of process.env.GATEWAYS.split(",")) {
  const [instanceId, create] = gateway.split(":");
  new apig.GatewayReadiness(instanceId, { instanceId }, create ? { customTimeouts: { create } } : {});
}
`;
const steps: [number, number][] = [[0, 30]];
const ready = { steps, end: 0, status: "success" } as const;
const failed = { steps, end: 0, status: "failed", errorCode: "APIC.9218", errorMsg: "create failed" } as const;
const stuck = { steps, end: null, status: "success" } as const;

/** Null: the file backend, which the engine of the tests has anyway. */
const backends: readonly [name: string, start: () => Promise<Backend | null>][] = [
  ["files", async () => null],
  ["PostgreSQL", startPostgres],
  ["an S3 bucket", startS3],
];

for (const [name, start] of backends) {
  describe(`states in ${name}`, () => {
    let engine: Engine;
    let backend: Backend | null = null;
    let project: Project;
    before(async function () {
      // A server may have to be installed or built, and an engine too.
      this.timeout(1_200_000);
      try {
        backend = await start();
      } catch (error) {
        if (!(error instanceof NotHere)) throw error;
        console.log(`      SKIPPED: ${error.message}`);
        return this.skip();
      }
      engine = await Engine.start({ speed: 1 });
      const folder = writeFiles(join(engine.folder, "states"), {
        "Pulumi.yaml": { name: "states", runtime: { name: "nodejs", options: { typescript: false } } },
        "package.json": {}, // else the language host warns
        "index.js": program,
      });
      symlinkSync(resolve("node_modules"), join(folder, "node_modules"), "junction");
      const env = backend ? { ...backend.env, PULUMI_BACKEND_URL: backend.url } : {};
      project = await Project.init(engine, folder, { env });
    });
    after(async () => {
      await engine?.stop();
      await backend?.stop();
    });

    const up = (gateways: string) => project.startUp({ GATEWAYS: gateways });
    const stored = async (gateway: string): Promise<StoredResource | undefined> => {
      const { deployment } = JSON.parse(await project.pulumi("stack", "export"));
      return (deployment.resources ?? []).find(({ urn }: StoredResource) => urn.endsWith(`::${gateway}`));
    };

    it("success, and then nothing to do", async () => {
      engine.cloud.setGateway("one", ready);
      const first = await up("one").ended;
      expect(first.ok, first.screen).to.equal(true);
      expect((await stored("one"))?.outputs).to.include({ status: "success", progress: 100 });
      const polls = engine.polls();
      const second = await up("one").ended;
      expect(second.screen).to.match(/2 unchanged/);
      expect(engine.polls()).to.equal(polls);
    });

    it("a gateway that failed and one that is not ready in time are kept with the reason; the next up resumes", async () => {
      engine.cloud.setGateway("two", failed);
      engine.cloud.setGateway("three", stuck);
      const first = await up("one,two,three:4s").ended;
      expect(first.ok).to.equal(false);
      expect((await stored("two"))?.initErrors?.join()).to.match(/gateway two failed.*APIC\.9218/s);
      expect((await stored("three"))?.initErrors?.join()).to.match(/gateway three is not ready after/);
      for (const id of ["two", "three"]) engine.cloud.setGateway(id, ready);
      const second = await up("one,two,three:4s").ended;
      expect(second.ok, second.screen).to.equal(true);
      for (const id of ["two", "three"]) {
        const resource = await stored(id);
        expect([resource?.outputs?.status, resource?.initErrors ?? []]).to.deep.equal(["success", []]);
      }
    });

    it("refresh: the state follows the gateways", async () => {
      engine.cloud.removeGateway("two");
      engine.cloud.setGateway("three", failed);
      await project.start(["refresh", "--yes", "--skip-preview"], { GATEWAYS: "one" }).ended;
      expect(await stored("two")).to.equal(undefined);
      expect((await stored("three"))?.initErrors?.join()).to.match(/APIC\.9218/);
      engine.cloud.setGateway("three", ready);
    });

    it("a second run is refused while the first waits, and does not disturb it", async () => {
      engine.cloud.setGateway("four", stuck);
      const first = up("one,three,four");
      await until("the first run waits", () => engine.asked("four").length > 0, 120_000);
      const second = await up("one,three,four").ended;
      expect(second.ok).to.equal(false);
      expect(second.screen).to.match(/the stack is currently locked by 1 lock\(s\)/);
      engine.cloud.setGateway("four", ready);
      const { ok, screen } = await first.ended;
      expect(ok, screen).to.equal(true);
      expect((await up("one,three,four").ended).screen).to.match(/4 unchanged/);
    });

    it("destroy leaves nothing behind", async () => {
      const { ok, screen } = await project.destroy();
      expect(ok, screen).to.equal(true);
      expect(await stored("one")).to.equal(undefined);
    });
  });
}
