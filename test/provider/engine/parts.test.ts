import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { createServer } from "node:http2";
import type { Readable } from "node:stream";
import { expect } from "chai";
import sinon from "sinon";
import { cancelSignal, type HostProcess } from "../../../provider/engine/cancel";
import { engineAddress, type Knock, programEngine, watchEngine } from "../../../provider/engine/lifeline";
import { fakeTimers } from "../helpers/fakeTimers";

let clock: sinon.SinonFakeTimers;
/** Within each block: hooks outside of one would reach every test file. */
function fakeTime(): void {
  beforeEach(() => {
    clock = fakeTimers(0);
  });
  afterEach(() => clock.restore());
}

describe(cancelSignal.name, () => {
  fakeTime();
  class Host extends EventEmitter implements HostProcess {
    readonly pid = 42;
    readonly kill = sinon.spy();
    constructor(private readonly handles: () => unknown[]) {
      super();
    }
    _getActiveHandles = () => this.handles();
  }
  const server = () => createServer().on("stream", () => {});

  it("aborts on the engine's Cancel call, and on no other", () => {
    const grpc = server();
    const signal = cancelSignal(new Host(() => [{}, grpc]));
    grpc.emit("stream", {}, { ":path": "/pulumirpc.ResourceProvider/Create" });
    grpc.emit("stream", {});
    expect(signal.aborted).to.equal(false);
    grpc.emit("stream", {}, { ":path": "/pulumirpc.ResourceProvider/Cancel" });
    expect(signal.aborted).to.equal(true);
  });

  it("is silent where Node.js lists no handles, or fails to", () => {
    const broken = new Host(() => {
      throw new Error("gone");
    });
    expect(cancelSignal(broken).aborted).to.equal(false);
    expect(cancelSignal({ pid: 1, once: () => {}, kill: () => {} }).aborted).to.equal(false);
  });

  it("SIGTERM aborts, and ends the process once the answers had time to leave", () => {
    const host = new Host(() => []);
    const signal = cancelSignal(host);
    host.emit("SIGTERM");
    expect(signal.aborted).to.equal(true);
    sinon.assert.notCalled(host.kill);
    clock.tick(1_000);
    sinon.assert.calledOnceWithExactly(host.kill, 42, "SIGTERM");
  });
});

describe(watchEngine.name, () => {
  fakeTime();
  const address = "127.0.0.1:1";
  async function deadAfterMs(answers: readonly Awaited<ReturnType<Knock>>[], hintMs?: number): Promise<number | null> {
    let dead: number | null = null;
    const left = [...answers];
    const stop = watchEngine(
      address,
      () => (dead = clock.now),
      async () => left.shift() ?? "answered",
      hintMs === undefined ? undefined : (tell) => setTimeout(tell, hintMs),
    );
    await clock.tickAsync(60_000);
    stop();
    return dead;
  }

  it("takes an engine for dead after three refusals in a row, within 15 s", async () => {
    expect(await deadAfterMs(["refused", "refused", "refused"])).to.equal(12_000);
  });
  it("never while it answers in between, or when it only does not answer", async () => {
    expect(await deadAfterMs(["refused", "refused", "answered", "refused", "refused"])).to.equal(null);
    expect(await deadAfterMs(["unclear", "unclear", "unclear", "unclear", "unclear"])).to.equal(null);
  });
  it("after a hint within half a second, and not where the hint was wrong", async () => {
    expect(await deadAfterMs(["refused", "refused", "refused", "refused"], 1_000)).to.equal(1_400);
    expect(await deadAfterMs(["refused", "answered", "refused", "refused"], 1_000)).to.equal(null);
  });
});

describe("inputEnded", () => {
  const tells = `
    const { inputEnded } = require("./provider/engine/lifeline.ts");
    inputEnded(() => console.log("ended"));
    setTimeout(() => {}, Number(process.argv[1]));`;
  const start = (stdin: "pipe" | "ignore", forMs: number) =>
    spawn(process.execPath, ["--import", "tsx", "--eval", tells, String(forMs)], { stdio: [stdin, "pipe", "inherit"] });

  it("tells once nobody holds the other end of the standard input", async () => {
    const child = start("pipe", 30_000);
    child.stdin?.end();
    expect(String(await once(child.stdout as Readable, "data"))).to.equal("ended\n");
    child.kill();
  });

  it("says nothing where there is no other end, and keeps no process alive", async () => {
    for (const stdin of ["ignore", "pipe"] as const) {
      let told = "";
      const child = start(stdin, 0);
      child.stdout?.on("data", (text) => {
        told += text;
      });
      await once(child, "close");
      expect(told).to.equal("");
    }
  });
});

describe(engineAddress.name, () => {
  const script = "/x/@pulumi/pulumi/cmd/dynamic-provider/index.js";
  it("is found in a provider process alone", () => {
    expect(engineAddress(["node", script, "127.0.0.1:4711"])).to.equal("127.0.0.1:4711");
    expect(engineAddress(["node", script, "[::1]:4711"])).to.equal("[::1]:4711");
    for (const argv of [[], ["node", script], ["node", script, "x"], ["node", "/x/mocha", "127.0.0.1:1"]]) {
      expect(engineAddress(argv), argv.join(" ")).to.equal(undefined);
    }
  });
});

describe(programEngine.name, () => {
  it("is found in a program that the CLI runs, and nowhere else", () => {
    expect(programEngine({ PULUMI_NODEJS_ENGINE: "127.0.0.1:2" })).to.equal("127.0.0.1:2");
    for (const other of [{}, { PULUMI_NODEJS_ENGINE: "x" }]) expect(programEngine(other)).to.equal(undefined);
  });
});
