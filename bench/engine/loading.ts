import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const times = 9;

/** Milliseconds of CPU, and of wall time, that loading the package takes after the SDK: the smallest of several processes. */
export async function loadingCost(): Promise<{ readonly cpuMs: number; readonly wallMs: number }> {
  const program = `require("@pulumi/pulumi");
    const [cpu, began] = [process.cpuUsage(), performance.now()];
    require("pulumi-apig");
    const { user, system } = process.cpuUsage(cpu);
    console.log(JSON.stringify([(user + system) / 1000, performance.now() - began]));`;
  const seen: (readonly [number, number])[] = [];
  for (let count = 0; count < times; count++) {
    const { stdout } = await run(process.execPath, ["-e", program], { cwd: join(__dirname, "../..") });
    seen.push(JSON.parse(stdout));
  }
  const least = (of: 0 | 1) => Math.min(...seen.map((each) => each[of]));
  return { cpuMs: least(0), wallMs: least(1) };
}
