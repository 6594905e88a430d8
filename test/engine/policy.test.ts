import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { AnalyzeRequest, type AnalyzeResponse, AnalyzerResourceOptions } from "@pulumi/pulumi/proto/analyzer_pb";
import { expect } from "chai";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { typeToken } from "./helpers/engine";
import { writeFiles } from "./helpers/files";
import { removeScratchFolders, scratchFolder, sdkVersion, tarball } from "./helpers/installed";

const rules = `
const { PolicyPack, validateResourceOfType } = require("@pulumi/policy");
const { GatewayReadiness } = require("pulumi-apig");
const check = (props, report) => props.projectId || report("projectId is missing");
const rule = (name, validateResource) => ({ name, description: name, enforcementLevel: "mandatory", validateResource });
new PolicyPack("team", {
  policies: [
    rule("typed", validateResourceOfType(GatewayReadiness, (props, _args, report) => check(props, report))),
    rule("by-token", (args, report) => { if (args.type === "${typeToken}") check(args.props, report); }),
  ],
});`;

/** A pack in a folder of its own, started and asked as the engine does it. */
describe("a policy pack", () => {
  let pack: ChildProcess;
  let client: AnalyzerClient;
  before(async () => {
    const folder = writeFiles(scratchFolder(), {
      "package.json": { name: "team", version: "0.0.1", private: true, main: "index.js" },
      "PulumiPolicy.yaml": { runtime: "nodejs", version: "0.0.1" },
      "index.js": rules,
    });
    const wanted = ["@pulumi/policy@1.21.0", `@pulumi/pulumi@${sdkVersion}`, await tarball()];
    const quiet = ["--prefer-offline", "--no-audit", "--no-fund"];
    await promisify(execFile)("npm", ["install", ...quiet, ...wanted], { cwd: folder });
    const runner = createRequire(join(folder, "index.js")).resolve("@pulumi/pulumi/cmd/run-policy-pack");
    // The engine's own address, which the pack only repeats.
    pack = spawn(process.execPath, [runner, "127.0.0.1:1", folder], {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [port] = await once(pack.stdout as NonNullable<typeof pack.stdout>, "data");
    client = new AnalyzerClient(`127.0.0.1:${String(port).trim()}`, credentials.createInsecure());
  });
  after(() => {
    client?.close();
    pack?.kill();
    removeScratchFolders();
  });

  /** The names of the rules that a resource breaks. */
  async function broken(type: string, properties: Record<string, string>): Promise<string[]> {
    const options = new AnalyzerResourceOptions();
    options.setCustomtimeouts(new AnalyzerResourceOptions.CustomTimeouts());
    const request = new AnalyzeRequest();
    request.setType(type);
    request.setUrn(`urn:pulumi:dev::shop::${type}::orders`);
    request.setName("orders");
    request.setProperties(Struct.fromJavaScript(properties));
    request.setOptions(options);
    const answer = await new Promise<AnalyzeResponse>((done, fail) => {
      client.analyze(request, (error, response) => (error ? fail(error) : done(response)));
    });
    return answer.getDiagnosticsList().map((diagnostic) => diagnostic.getPolicyname());
  }

  it("sees the resource by its class and by its type", async () => {
    expect(await broken(typeToken, { instanceId: "gw-1" })).to.have.members(["typed", "by-token"]);
    expect(await broken(typeToken, { instanceId: "gw-1", projectId: "p" })).to.deep.equal([]);
  });

  it("does not take another resource for it", async () => {
    expect(await broken("pulumi-nodejs:dynamic/t:Anchor", { instanceId: "gw-1" })).to.deep.equal([]);
  });
});
