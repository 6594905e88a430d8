import { symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import * as apig from "pulumi-apig";
import { settledLoad } from "../../../bench/fleet/load";
import { demo } from "../../../emulator";
import { Engine } from "./engine";
import { writeFiles } from "./files";
import { Project } from "./project";

export interface Many {
  readonly stacks: number;
  /** Gateways for each of them. */
  readonly waits: number;
  /** How long after its first call a gateway is ready. */
  readonly readySeconds: number;
  readonly callsPerSecond: number;
}

const modules = resolve(process.env.APIG_TEST_MODULES ?? "node_modules");
const program = `const apig = require("pulumi-apig");
for (const instanceId of process.env.GATEWAYS.split(",")) new apig.GatewayReadiness(instanceId, { instanceId });
`;
/** Both kinds of credential that a cloud locks after failures. */
const keys = { HW_AUTH_TOKEN: "", HW_ACCESS_KEY: demo.accessKey, HW_SECRET_KEY: demo.secretKey };
const login = {
  ...{ HW_AUTH_TOKEN: "", HW_USER_NAME: demo.userName, HW_USER_PASSWORD: demo.password },
  ...{ HW_DOMAIN_NAME: demo.domainName, HW_REGION_NAME: demo.region },
};

/** Many stacks against one cloud that takes few calls. */
export class ManyStacks {
  private constructor(
    private readonly many: Many,
    private readonly engine: Engine,
  ) {}

  static async start(many: Many): Promise<ManyStacks> {
    const { callsPerSecond } = many;
    return new ManyStacks(many, await Engine.start({ speed: 1, callsPerSecond }));
  }

  stop = () => this.engine.stop();

  /** A process of its own for each. */
  async processes(): Promise<void> {
    const projects = [];
    for (const [index, ids] of this.gateways("process").entries()) {
      const folder = writeFiles(join(this.engine.folder, `many-${index}`), {
        "Pulumi.yaml": { name: `many-${index}`, runtime: { name: "nodejs", options: { typescript: false } } },
        "package.json": {}, // else the language host warns
        "index.js": program,
      });
      symlinkSync(modules, join(folder, "node_modules"), "junction");
      projects.push(
        await Project.init(this.engine, folder, { env: { ...this.credential(index), GATEWAYS: ids.join() } }),
      );
    }
    const from = this.engine.cloud.requests.length;
    const runs = await Promise.all(projects.map((project) => project.up(`--parallel=${this.many.waits + 2}`)));
    for (const { ok, screen } of runs) expect(ok, screen).to.equal(true);
    this.expectCalm(from, "processes");
  }

  /** One program for all of them. */
  async automation(): Promise<void> {
    const stacks = [];
    for (const [index, ids] of this.gateways("stack").entries()) {
      const make = async () => {
        for (const instanceId of ids) new apig.GatewayReadiness(instanceId, { instanceId });
      };
      stacks.push(await this.engine.stack(`many-${index}`, make, { env: this.credential(index) }));
    }
    const from = this.engine.cloud.requests.length;
    const runs = await Promise.all(stacks.map((stack) => stack.up({ parallel: this.many.waits + 2 })));
    for (const { ok, screen } of runs) expect(ok, screen).to.equal(true);
    this.expectCalm(from, "stacks of one program");
  }

  private credential = (index: number) =>
    index % 2 === 0 ? keys : { ...login, HW_AUTH_URL: `${this.engine.cloud.url}/v3` };

  private gateways(name: string): string[][] {
    const { stacks, waits, readySeconds } = this.many;
    const ids = Array.from({ length: stacks }, (_, stack) =>
      Array.from({ length: waits }, (__, wait) => `${name}-${stack}-${wait}`),
    );
    for (const id of ids.flat()) {
      this.engine.cloud.setGateway(id, { steps: [[0, 30]], end: readySeconds, status: "success" });
    }
    return ids;
  }

  /** What the cloud saw since request `from`: no more than it takes, and nobody refused or locked. */
  private expectCalm(from: number, what: string): void {
    const { callsPerSecond, stacks, waits } = this.many;
    const requests = this.engine.cloud.requests.slice(from);
    expect(new Set(requests.map(({ status }) => status)), "answers").to.deep.equal(new Set([200, 201, 429]));
    const calls = requests.map(({ time, status }) => ({ atMs: Date.parse(time), isThrottled: status === 429 }));
    const { perSecond, throttled } = settledLoad(calls);
    const seconds = ((calls.at(-1)?.atMs ?? 0) - (calls[0]?.atMs ?? 0)) / 1000;
    console.log(
      `      ${stacks} ${what}, ${waits} waits each: ${calls.length} calls in ${Math.round(seconds)} s; ` +
        `busiest 10 s after the first: ${perSecond} a second of ${callsPerSecond}; ${Math.round(100 * throttled)} % throttled`,
    );
    expect(perSecond / callsPerSecond).to.be.at.most(1.2);
  }
}
