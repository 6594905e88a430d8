// Writes what the command prints into docs/cli.md: each block there names the command that was run against the emulator.
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demo, startEmulator } from "../emulator";
import { hermeticEnv } from "./hermetic";

const root = join(__dirname, "..");
const page = join(root, "docs/cli.md");
const block = /(```console\n\$ npx pulumi-apig ([^\n]*)\n)[^`]*(```)/g;

/** All that one run prints, as a log shows it, and its exit code where that is not 0. */
function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = "";
    const child = spawn(process.execPath, [join(root, "dist/cli/main.js"), ...args], { env, cwd: tmpdir() });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        printed += chunk;
      });
    }
    child.on("error", reject);
    child.on("close", (code) => resolve(`${printed.trimEnd()}\n${code === 0 ? "" : `[exit code ${code}]\n`}`));
  });
}

async function main(): Promise<void> {
  const ready = {
    steps: [
      [0, 30],
      [60, 50],
      [180, 80],
      [270, 90],
    ],
    end: 324,
    status: "success",
  } as const;
  const failed = {
    steps: [[0, 0]],
    end: 2,
    age: 60,
    status: "failed",
    errorCode: "APIC.9218",
    errorMsg: "create failed...",
  } as const;
  const gateways = { orders: ready, billing: { ...ready, end: 1 }, search: failed, slow: { ...ready, end: null } };
  const cloud = await startEmulator({ speed: 20, gateways });
  const env = { ...hermeticEnv(root, ""), HW_AUTH_TOKEN: demo.token, HW_PROJECT_ID: demo.projectId };
  let text = readFileSync(page, "utf8");
  for (const [whole, head, args = "", foot] of text.matchAll(block)) {
    const shown = await run([...args.split(" "), "--endpoint", cloud.url], env);
    text = text.replace(whole, `${head}${shown.replaceAll(cloud.url, "https://apig.eu-de.otc.t-systems.com")}${foot}`);
  }
  writeFileSync(page, text);
  await cloud.close();
}

main();
