import { symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { demo } from "../../emulator";
import { tls } from "../fixtures/tls";
import { CliRun } from "./helpers/cliRun";
import { type Engine, programFolder } from "./helpers/engine";
import { writeFiles } from "./helpers/files";
import { nativeEngine, nativeToken } from "./helpers/nativeProject";
import { Project } from "./helpers/project";

const sharedConfig = {
  current: "first",
  profiles: [
    { name: "first", accessKeyId: demo.accessKey, secretAccessKey: demo.secretKey, projectId: demo.projectId },
  ],
};
const right = { "ca.pem": tls.cert, "keys.json": sharedConfig };
const wrong = { "ca.pem": "none", "keys.json": "none" };

const programs = {
  yaml: { "Main.yaml": { resources: { orders: { type: nativeToken, properties: { instanceId: "orders" } } } } },
  nodejs: {
    "package.json": {},
    "index.js": `
      const apig = require("pulumi-apig");
      new apig.GatewayReadiness("orders", { instanceId: "orders" });
      exports.status = apig.getGatewayProgress({ instanceId: "orders" }).then(({ status }) => status);`,
  },
};

describe("relative paths in settings, with main: src/", () => {
  let engine: Engine;
  before(async () => {
    ({ engine } = await nativeEngine({ gateways: { orders: { steps: [], end: 0, status: "success" } } }));
  });
  after(() => engine.stop());

  for (const runtime of ["yaml", "nodejs"] as const) {
    it(`begin in src/ for up, refresh, destroy and the command, wherever they are run: ${runtime}`, async () => {
      const folder = writeFiles(join(engine.folder, `paths${runtime}`), {
        ...wrong,
        "Pulumi.yaml": { name: `paths${runtime}`, runtime, main: "src/" },
      });
      const src = writeFiles(join(folder, "src"), { ...right, ...programs[runtime] });
      const deep = writeFiles(join(src, "deep"), wrong);
      symlinkSync(join(programFolder, "node_modules"), join(src, "node_modules"), "junction");
      const { env } = await Project.init(engine, folder, {
        config: { "apig:caCertFile": "ca.pem" },
        env: { HW_AUTH_TOKEN: "", HW_SHARED_CONFIG_FILE: "keys.json" },
      });
      const command = [process.execPath, resolve("dist/cli/main.js")];
      const runs = [
        ...["up", "refresh", "destroy"].map((name) => ["pulumi", name, "--yes", "--skip-preview", "--non-interactive"]),
        ...["get", "watch", "doctor"].map((name) => [...command, name, "orders"]),
      ];
      for (const cwd of [deep, folder]) {
        for (const [program = "", ...args] of runs) {
          const { code, screen } = await new CliRun(program, [...args, "--stack", "dev"], { cwd, env }).ended;
          expect(code, screen).to.equal(0);
        }
      }
    });
  }
});
