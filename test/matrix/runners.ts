/** A test runner as a user has it, with a test of a program that uses the package. */
export interface Runner {
  readonly name: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string | object>>;
  /** What node runs; the first is a file in node_modules or an option. */
  readonly command: readonly string[];
}

/** A resource with Pulumi's mocks; and a real request, since a runner may load modules late in a way of its own. */
const body = `
const mocks = { newResource: ({ name, inputs }) => ({ id: name, state: { ...inputs, status: "success" } }), call: ({ inputs }) => inputs };
pulumi.runtime.setMocks(mocks);
test("a resource, mocked", async () => {
  const { status } = new apig.GatewayReadiness("gate", { instanceId: "ready" });
  assert.equal(await new Promise((resolve) => status.apply(resolve)), "success");
});
test("a request to the emulator", async () => {
  const { status } = await apig.getGatewayProgress({ instanceId: "ready", endpoint: process.env.TEST_ENDPOINT });
  assert.ok(["creating", "success"].includes(status));
});`;

const esm = `
// @ts-nocheck
import assert from "node:assert";
import * as pulumi from "@pulumi/pulumi";
import * as apig from "pulumi-apig";
${body}`;

const commonjs = `
const assert = require("node:assert");
const pulumi = require("@pulumi/pulumi");
const apig = require("pulumi-apig");
${body}`;

/** ts-jest compiles to CommonJS, as jest's own default is. */
const jest = (version: string): Runner => ({
  name: `jest ${version}`,
  dependencies: { jest: `^${version}.0.0`, "ts-jest": "^29.4.0", typescript: "^5.9.0" },
  files: {
    "jest.config.js": `module.exports = { preset: "ts-jest", testEnvironment: "node" };`,
    "tsconfig.json": { compilerOptions: { module: "commonjs", target: "es2022", esModuleInterop: true, strict: true } },
    "gate.test.ts": esm,
  },
  command: ["jest/bin/jest.js"],
});

export const jest30 = jest("30");

export const runners: readonly Runner[] = [
  jest("29"),
  jest30,
  {
    name: "vitest",
    // Newer ones want a newer Node.js than the package does.
    dependencies: { vitest: "^3.2.0", vite: "^6.0.0" },
    files: { "gate.test.ts": esm },
    command: ["vitest/vitest.mjs", "run", "--globals"],
  },
  {
    name: "mocha",
    dependencies: { mocha: "^11.0.0" },
    files: { "gate.test.js": commonjs },
    command: ["mocha/bin/mocha.js", "--ui", "tdd", "gate.test.js"],
  },
  {
    name: "node:test",
    dependencies: {},
    files: { "gate.test.js": `const { test } = require("node:test");${commonjs}` },
    command: ["--test", "gate.test.js"],
  },
];
