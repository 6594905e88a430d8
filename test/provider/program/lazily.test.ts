import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { GatewayReadiness } from "../../../provider";
import { mockEngine, settled } from "../helpers/monitor";

const run = promisify(execFile);

describe("what a program that declares resources pays", () => {
  it("loads no HTTP client, no YAML and no validation", async () => {
    const program = `
      const apig = require(${JSON.stringify(join(__dirname, "../../../provider/index.ts"))});
      const of = (name) => Object.keys(require.cache).some((path) => path.includes("/node_modules/" + name + "/"));
      console.log(JSON.stringify([typeof apig.waitForGateway, ...["@pulumi/pulumi", "node-fetch", "yaml", "yup"].map(of)]));`;
    const { stdout } = await run(process.execPath, ["--import", "tsx", "-e", program]);
    expect(JSON.parse(stdout)).to.deep.equal(["function", true, false, false, false]);
  }).timeout(60_000);

  describe("while a resource registers", () => {
    const { stackTraceLimit } = Error;
    let inside: number[];
    let registered: Awaited<ReturnType<typeof mockEngine>>;
    const declare = (name: string) => {
      const transformation = () => {
        inside.push(Error.stackTraceLimit);
        return undefined;
      };
      return new GatewayReadiness(name, { instanceId: "gw" }, { transformations: [transformation] });
    };
    beforeEach(async () => {
      inside = [];
      registered = await mockEngine();
    });
    afterEach(() => delete process.env.PULUMI_DEBUG_PROMISE_LEAKS);

    it("no stack is taken for the SDK's promises, and the state still says where it is declared", async () => {
      await settled(declare("orders").urn);
      const { sourceposition } = registered[0]?.request as { sourceposition?: { uri: string } };
      expect(sourceposition?.uri).to.match(/lazily\.test\.ts$/);
      expect(inside).to.deep.equal([0]);
      expect(Error.stackTraceLimit).to.equal(stackTraceLimit);
    });

    it("the state has the program's own lines of the stack, and not what starts a program", () => {
      const { prepareStackTrace } = Error;
      const asInPrograms: typeof prepareStackTrace = (error, frames) => [error, ...frames].join("\n    at ");
      Error.prepareStackTrace = asInPrograms;
      // Not after an await, from which on there is no caller.
      const { urn } = declare("orders");
      expect(Error.prepareStackTrace).to.equal(asInPrograms);
      Error.prepareStackTrace = prepareStackTrace;
      return settled(urn).then(() => {
        const { stacktrace } = registered[0]?.request as { stacktrace?: { framesList: { pc?: { uri: string } }[] } };
        const files = stacktrace?.framesList.map(({ pc }) => pc?.uri.split("/").at(-1));
        expect(files).to.deep.equal(["lazily.test.ts", "lazily.test.ts"]);
      });
    });

    it("unless somebody debugs them", async () => {
      process.env.PULUMI_DEBUG_PROMISE_LEAKS = "true";
      await settled(declare("orders").urn);
      expect(inside).to.deep.equal([stackTraceLimit]);
    });

    it("an error has the stack of the program", () => {
      const error = (() => {
        try {
          return declare("");
        } catch (thrown) {
          return thrown as Error;
        }
      })();
      expect(pulumi.ResourceError.isInstance(error)).to.equal(true);
      expect((error as Error).stack).to.match(/Missing resource name.*\n\s+at declare .*lazily\.test\.ts/);
      expect(Error.stackTraceLimit).to.equal(stackTraceLimit);
    });
  });
});
