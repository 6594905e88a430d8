import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { assert } from "chai";

/** For each floor: what its files may import, and what they may not. The second list is of imports that go upward,
 * imports that nobody needs, and imports from outside. */
const floors: Record<string, { allowed: string[]; refused: string[] }> = {
  "provider/errors.ts": { allowed: [], refused: ["./clock", "./core/problem", "yup", "pulumi-apig"] },
  "provider/clock.ts": {
    allowed: ["node:perf_hooks", "node:timers"],
    refused: ["./gatewayReadiness", "./errors", "@pulumi/pulumi"],
  },
  "provider/core/x.ts": {
    allowed: ["./decide", "../errors", "node:util", "yup"],
    refused: ["../credentials/connections", "../waiter", "../clock", "..", "node:fs", "node-fetch", "@pulumi/pulumi"],
  },
  "provider/core/text/x.ts": {
    allowed: ["./network", "../problem", "../../errors"],
    refused: ["../../http/transport", "../../credentials/session", "../../clock", "../..", "node:fs", "yup"],
  },
  "provider/http/x.ts": {
    allowed: ["./agents", "../core/problem", "../clock", "../errors", "node:fs", "node-fetch"],
    refused: [
      "../credentials/connections",
      "../client",
      "../waiter",
      "../lifecycle",
      "..",
      "@pulumi/pulumi",
      "../../emulator",
    ],
  },
  "provider/waiter.ts": {
    allowed: ["./core/decide", "./clock"],
    refused: ["./client", "./http/transport", "./wait/gatewayWait", "./credentials/connections", "node-fetch"],
  },
  "provider/credentials/x.ts": {
    allowed: ["./remote/iam", "./settings/profile", "../http/transport", "./sign", "../errors", "node:crypto"],
    refused: ["../client", "../gatewayReadiness", "../wait/gatewayWait", "../lifecycle", "..", "node-fetch"],
  },
  "provider/credentials/remote/x.ts": {
    allowed: ["./iam", "../cache", "../settings/profile", "../../http/transport", "../../core/problem", "../../errors"],
    refused: ["../../client", "../../lifecycle", "../../wait/gatewayWait", "../..", "../../../emulator", "node-fetch"],
  },
  "provider/client.ts": {
    allowed: ["./credentials/connections", "./http/transport", "./core/problem", "./errors"],
    refused: ["./wait/gatewayWait", "./waiter", "./lifecycle", "./engine/cancel", "node-fetch"],
  },
  "provider/wait/x.ts": {
    allowed: ["./gatewayPolls", "../client", "../waiter", "../credentials/connections", "../core/decide", "../errors"],
    refused: ["../lifecycle", "../engine/cancel", "../program/calls", "../cli/report", "..", "@pulumi/pulumi"],
  },
  "provider/cli/x.ts": {
    allowed: ["./report", "../client", "../wait/gatewayWait", "../credentials/connections", "commander", "node:fs"],
    refused: ["../lifecycle", "../gatewayReadiness", "../dynamic", "../engine/cancel", "../program/calls", ".."],
  },
  "provider/engine/x.ts": {
    allowed: ["./lifeline", "../wait/gatewayWait", "../core/statusLine", "../errors", "node:net"],
    refused: ["../lifecycle", "../credentials/connections", "../client", "../dynamic", "..", "@pulumi/pulumi"],
  },
  "provider/lifecycle.ts": {
    allowed: ["./wait/gatewayWait", "./credentials/addresses", "./core/outputs", "./errors"],
    refused: ["./engine/statusRow", "./dynamic", "./client", "./gatewayReadiness", "@pulumi/pulumi", "node:fs"],
  },
  "provider/program/x.ts": {
    allowed: ["./calls", "../engine/statusRow", "../wait/gatewayWait", "../errors", "@pulumi/pulumi"],
    refused: ["../lifecycle", "../gatewayReadiness", "../dynamic", "../cli/report", "..", "node-fetch"],
  },
  "provider/dynamicLifecycle.ts": {
    allowed: ["./lifecycle", "./core/arguments", "./wait/gatewayWait", "./errors"],
    refused: ["./engine/readFailure", "./credentials/connections", "./native/front", "./clock", "@pulumi/pulumi"],
  },
  "provider/native/x.ts": {
    allowed: [
      "./front",
      "../lifecycle",
      "../engine/cancel",
      "../credentials/connections",
      "@pulumi/pulumi/proto/provider_pb",
    ],
    refused: [
      "../dynamic",
      "../dynamicLifecycle",
      "../program/calls",
      "../cli/report",
      "..",
      "@pulumi/pulumi",
      "node:fs",
    ],
  },
  "provider/native/front.ts": {
    allowed: ["./plugin", "./schema.json", "../lifecycle", "../wait/gatewayWait", "../core/arguments"],
    refused: ["./wire", "./values", "../engine/statusRow", "@grpc/grpc-js", "@pulumi/pulumi/proto/provider_pb"],
  },
  "provider/native/wire.ts": {
    allowed: ["./plugin", "./values", "../errors", "@grpc/grpc-js", "google-protobuf/google/protobuf/empty_pb"],
    refused: ["./front", "./schema.json", "../lifecycle", "../core/arguments", "../wait/gatewayWait", "@pulumi/pulumi"],
  },
  "provider/dynamic.ts": {
    allowed: ["./dynamicLifecycle", "./engine/cancel", "./credentials/settings/processSource", "./clock"],
    refused: ["./lifecycle", "./gatewayReadiness", "./program/calls", "./index", "@pulumi/pulumi"],
  },
  "provider/gatewayReadiness.ts": {
    allowed: ["./program/calls", "./engine/providerText", "./core/rowUrn", "@pulumi/pulumi"],
    refused: ["./lifecycle", "./dynamic", "./index", "./client", "./credentials/connections"],
  },
  "provider/index.ts": {
    allowed: ["./gatewayReadiness", "./program/waitForGateway", "./errors"],
    refused: ["./lifecycle", "./dynamic", "./core/decide", "@pulumi/pulumi"],
  },
  "provider/new.ts": { allowed: [], refused: ["./errors", "./core/decide", "yup"] },
  "provider/new/x.ts": { allowed: [], refused: ["./y", "../errors", "node:fs"] },
  "emulator/x.ts": {
    allowed: ["./routes/groups", "./account", "node:http", "yup"],
    refused: ["../provider/credentials/sign", "../test/fixtures/hostile", "../bench/main", "pulumi-apig", "node-fetch"],
  },
  "emulator/routes/x.ts": {
    allowed: ["./guard", "../account", "node:util"],
    refused: ["../../provider/credentials/sign", "../..", "../../tools/demo", "pulumi-apig"],
  },
};

const others: Record<string, { text: string; rule: string }> = {
  "provider/core/waits.ts": { text: "export const x = async () => await y;", rule: "plugin" },
  "provider/core/date.ts": { text: "export const x = () => new Date();", rule: "plugin" },
  "provider/core/random.ts": { text: "export const x = () => Math.random();", rule: "plugin" },
  "provider/core/timer.ts": { text: "setTimeout(() => {}, 1);", rule: "lint/style/noRestrictedGlobals" },
  "provider/core/env.ts": { text: "export const x = process.env.X;", rule: "lint/style/noRestrictedGlobals" },
  "emulator/circleA.ts": {
    text: 'import type { B } from "./circleB"; export type A = B;',
    rule: "lint/suspicious/noImportCycles",
  },
  "emulator/circleB.ts": {
    text: 'import type { A } from "./circleA"; export type B = A;',
    rule: "lint/suspicious/noImportCycles",
  },
  "provider/cli/long.ts": { text: "export const x = 1;\n".repeat(161), rule: "lint/style/noExcessiveLinesPerFile" },
};

describe("lint", () => {
  let seen: { file: string; line: number; rule: string }[];
  before(async () => {
    seen = await lint({
      ...Object.fromEntries(Object.entries(floors).map(([file, imports]) => [file, importing(imports)])),
      ...Object.fromEntries(Object.entries(others).map(([file, { text }]) => [file, text])),
    });
  });

  for (const [file, { allowed, refused }] of Object.entries(floors)) {
    it(`${file} imports only from the floors below it`, () => {
      const all = [...allowed, ...refused];
      const hits = seen.filter((hit) => hit.file === file && hit.rule === "lint/style/noRestrictedImports");
      assert.sameMembers(
        hits.map(({ line }) => all[line - 1]),
        refused,
      );
    });
  }

  for (const [file, { rule }] of Object.entries(others)) {
    it(`${file} is refused by ${rule}`, () => {
      assert.include(
        seen.filter((hit) => hit.file === file).map((hit) => hit.rule),
        rule,
      );
    });
  }
});

function importing({ allowed, refused }: { allowed: string[]; refused: string[] }): string {
  return [...allowed, ...refused].map((from) => `export * from "${from}";`).join("\n");
}

/** One run of the linter, with the repository's own rules, over files in a scratch folder. */
async function lint(files: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), "pulumi-apig-lint-"));
  try {
    for (const config of ["biome.json", "tools/lint"]) await cp(config, join(folder, config), { recursive: true });
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const biome = join(process.cwd(), "node_modules/@biomejs/biome/bin/biome");
    const args = [biome, "lint", "--vcs-enabled=false", "--max-diagnostics=none", "--reporter=json"];
    const ended = await promisify(execFile)(process.execPath, args, { cwd: folder }).catch((error) => error);
    return (JSON.parse(ended.stdout).diagnostics as Diagnostic[]).map(({ category, location }) => ({
      file: location.path,
      line: location.start.line,
      rule: category,
    }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Diagnostic {
  readonly category: string;
  readonly location: { readonly path: string; readonly start: { readonly line: number } };
}
