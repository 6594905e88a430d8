import { once } from "node:events";
import { watch } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assert } from "chai";
import { duration } from "../../../tools/engine/reporting";
import { runProgram, tellingLine } from "../../../tools/engine/run";

const message = (promise: Promise<unknown>) =>
  promise.then(
    () => assert.fail("nothing was thrown"),
    (error: Error) => error.message,
  );

describe("runProgram", () => {
  it("returns the output", async () => {
    assert.equal(await runProgram("sh", ["-c", "echo one; echo two"]), "one\ntwo");
  });

  it("fails with the line that says why", async () => {
    assert.equal(
      await message(runProgram("sh", ["-c", "echo '+ Downloading'; echo no space >&2; exit 3"])),
      "no space",
    );
    assert.equal(await message(runProgram("sh", ["-c", "exit 3"])), "ended with 3");
    assert.match(await message(runProgram("/nonexistent/program", [])), /ENOENT/);
  });

  it("ends a program that takes too long", async () => {
    assert.equal(await message(runProgram("sleep", ["60"], { timeoutMs: 10 })), "no end within 0.01 s");
  });

  it("ends the children of an interrupted program too", async () => {
    const folder = await mkdtemp(join(tmpdir(), "run-test-"));
    const interrupt = new AbortController();
    const watcher = watch(folder);
    const changed = once(watcher, "change");
    // The grandchild holds the output pipe: the call could not settle while it lives.
    const script = `sleep 60 & echo started > ${folder}/started; wait`;
    const running = message(runProgram("sh", ["-c", script], { signal: interrupt.signal }));
    await changed;
    watcher.close();
    interrupt.abort(new Error("stop"));
    assert.equal(await running, "stop");
    await rm(folder, { recursive: true });
  });
});

describe("tellingLine", () => {
  const table: readonly (readonly [string, readonly string[], string | undefined])[] = [
    ["passes over progress and headings", ["go: downloading x v1", "# pkg/x", "x.go:1: bad"], "x.go:1: bad"],
    ["keeps Go's own errors", ["go: go.mod requires go >= 1.25.8"], "go: go.mod requires go >= 1.25.8"],
    ["leaves user info out of a URL", ['Get "https://me:secret@host/x": refused'], 'Get "https://host/x": refused'],
    ["finds nothing in nothing", ["", "  "], undefined],
  ];
  for (const [what, output, line] of table) it(what, () => assert.equal(tellingLine(output), line));
});

describe("duration", () => {
  for (const [ms, text] of [
    [400, "0s"],
    [59_400, "59s"],
    [60_000, "1m00s"],
    [185_000, "3m05s"],
  ] as const) {
    it(`${ms} ms is ${text}`, () => assert.equal(duration(ms), text));
  }
});
