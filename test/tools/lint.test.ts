import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import type { ICruiseResult, IDependency } from "dependency-cruiser";

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
    allowed: [
      "./report",
      "../client",
      "../wait/gatewayWait",
      "../credentials/connections",
      "commander",
      "../../package.json",
    ],
    refused: ["../lifecycle", "../gatewayReadiness", "../dynamic", "../engine/cancel", "../program/calls", ".."],
  },
  "provider/engine/x.ts": {
    allowed: ["./lifeline", "../wait/gatewayWait", "../core/statusLine", "../errors", "node:net"],
    refused: ["../lifecycle", "../credentials/connections", "../client", "../dynamic", "..", "@pulumi/pulumi"],
  },
  "provider/engine/readFailure.ts": {
    allowed: ["../core/statusLine", "@grpc/grpc-js", "@pulumi/pulumi/proto/status_pb"],
    refused: ["../clock", "../lifecycle", "@pulumi/pulumi", "node:net"],
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
  "provider/native/main.ts": {
    allowed: ["./serving", "../cli/inPlugin", "../../emulator/command"],
    refused: ["../lifecycle", "../../emulator/server", "../../tools/schema", "@grpc/grpc-js", "commander"],
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

/** What counts as an import besides `import`. */
const sneaky = [
  'require("node:fs");',
  'export const x = () => import("../client");',
  'export type X = typeof import("../../emulator");',
  'import type { X } from "../lifecycle";',
  'export * from "./../waiter";',
];

describe("what a file imports", function () {
  this.timeout(60_000);
  let refused: Map<string, string[]>;
  before(async () => {
    const importing = Object.entries(floors).map(([file, { allowed, refused }]) => [
      file,
      [...allowed, ...refused].map((from) => `export * from "${from}";`).join("\n"),
    ]);
    const named = Object.entries(floors).flatMap(([file, { allowed, refused }]) =>
      [...allowed, ...refused].filter((from) => from.startsWith(".")).map((from) => join(dirname(file), from)),
    );
    const empty = named.map((path) => (path.endsWith(".json") ? [path, "{}"] : [`${path}.ts`, ""]));
    const files = Object.fromEntries([...empty, ...importing, ["provider/core/sneaky.ts", sneaky.join("\n")]]);
    refused = await inScratch(files, cruised);
  });

  for (const [file, { refused: expected }] of Object.entries(floors)) {
    it(`${file} imports only from the floors below it`, () => expect(refused.get(file)).to.have.members(expected));
  }

  it("counts however it is imported", () =>
    expect(refused.get("provider/core/sneaky.ts")).to.have.lengthOf(sneaky.length));
});

describe("lint", () => {
  let seen: { file: string; rule: string }[];
  before(async () => {
    seen = await inScratch(Object.fromEntries(Object.entries(others).map(([file, { text }]) => [file, text])), linted);
  });

  for (const [file, { rule }] of Object.entries(others)) {
    it(`${file} is refused by ${rule}`, () => expect(seen).to.deep.include({ file, rule }));
  }
});

/** Does something with files in a scratch folder. */
async function inScratch<T>(files: Record<string, string>, act: (folder: string, files: string[]) => Promise<T>) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "pulumi-apig-lint-")));
  try {
    for (const [path, text] of Object.entries(files)) await write(join(folder, path), text);
    return await act(folder, Object.keys(files));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

/** What each file must not import by the repository's rules, where all that it names is there. */
async function cruised(folder: string, files: string[]): Promise<Map<string, string[]>> {
  await symlink(join(process.cwd(), "node_modules"), join(folder, "node_modules"), "junction");
  const { cruise } = await import("dependency-cruiser");
  const { default: extractDepcruiseOptions } = await import("dependency-cruiser/config-utl/extract-depcruise-options");
  const options = await extractDepcruiseOptions("./.dependency-cruiser.mjs");
  const { output } = await cruise(files, { ...options, baseDir: folder, preserveSymlinks: true });
  const { modules } = output as ICruiseResult;
  return new Map(
    modules.map(({ source, dependencies }) => [source, dependencies.filter(({ valid }) => !valid).map(written)]),
  );
}

const written = ({ protocol, module }: IDependency) => `${protocol ?? ""}${module}`;

/** What the linter says, with the repository's own rules. */
async function linted(folder: string) {
  for (const config of ["biome.json", "tools/lint"]) await cp(config, join(folder, config), { recursive: true });
  const biome = join(process.cwd(), "node_modules/@biomejs/biome/bin/biome");
  const args = [biome, "lint", "--vcs-enabled=false", "--max-diagnostics=none", "--reporter=json"];
  const ended = await promisify(execFile)(process.execPath, args, { cwd: folder }).catch((error) => error);
  const { diagnostics } = JSON.parse(ended.stdout) as { diagnostics: Diagnostic[] };
  return diagnostics.map(({ category, location }) => ({ file: location.path, rule: category }));
}

interface Diagnostic {
  readonly category: string;
  readonly location: { readonly path: string };
}
