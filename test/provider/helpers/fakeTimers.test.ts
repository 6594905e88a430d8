import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";

/** A process that has loaded nothing yet: fake timers, then `Headers`, as tests of answers do, then an HTTP/2 answer with trailers, as gRPC's are. */
const program = `
  const { fakeTimers } = require("./test/provider/helpers/fakeTimers");
  const timers = fakeTimers();
  new Headers();
  timers.restore();
  const http2 = require("node:http2");
  const server = http2.createServer().on("stream", (stream) => {
    stream.respond({}, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ ended: "well" })).end();
  });
  server.listen(0, "127.0.0.1", () => {
    const answer = http2.connect("http://127.0.0.1:" + server.address().port).request();
    answer.on("trailers", ({ ended }) => process.exit(console.log(ended))).resume().end();
  });
  setTimeout(() => process.exit(1), 20_000);
`;

describe("fake timers", () => {
  it("leave no trace: what speaks HTTP/2 after them gets the end of its answer", async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ["--require", "tsx", "-e", program]);
    expect(stdout).to.equal("well\n");
  });

  it("are made in one place", () => {
    const files = readdirSync("test", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    const calling = files.filter((file) => /\buseFakeTimers\(/.test(readFileSync(`test/${file}`, "utf8")));
    expect(calling).to.deep.equal([join("provider", "helpers", "fakeTimers.ts")]);
  });
});
