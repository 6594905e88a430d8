import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { expect } from "chai";
import { barDisplay, type Display, jsonDisplay } from "../../../provider/cli/displays";
import type { Ending } from "../../../provider/cli/ending";
import { creating, saw, trouble } from "../helpers/pollResults";

const ending: Ending = { exitCode: 0, text: "", isError: false, json: { event: "succeeded", instanceId: "b" } };
const progress = { polls: 1, problems: 0, problemsInARow: 0, elapsedMs: 0, last: saw(creating), fit: { ageMs: 0 } };
const goOn = { kind: "wait" };
const seen = (display: Display, id: string, poll: object) =>
  display.row(id).onStep(poll as never, progress as never, goOn as never);

describe("what watch shows", () => {
  it("a terminal: a line for each gateway, with what it ended with; then the cursor again, and no line", () => {
    const stream = Object.assign(new PassThrough({ encoding: "utf8" }), { isTTY: true, columns: 80, rows: 24 });
    const before = process.listenerCount("SIGHUP");
    const display = barDisplay(stream as never);
    seen(display, "a-gateway-with-a-long-name", saw(creating));
    seen(display, "b", saw(creating));
    display.ended("b", "ready, 5m24s", ending);
    display.close();
    const drawn = String(stream.read());
    expect(drawn).to.include("\u001b[?25l").and.include("\u001b[?25h");
    expect(stripVTControlCharacters(drawn)).not.to.include("gateway-with-a-long-name");
    expect(process.listenerCount("SIGHUP")).to.equal(before);
  });

  it("programs: each poll and each problem with its gateway, and the ends of several", () => {
    const lines: object[] = [];
    const display = jsonDisplay((line) => lines.push(JSON.parse(line)), false);
    seen(display, "a", saw(creating));
    seen(display, "b", trouble());
    display.ended("b", "ready", ending);
    expect(lines.map((line) => ({ ...line, time: "" }))).to.containSubset([
      { event: "poll", instanceId: "a", status: "creating" },
      { event: "problem", instanceId: "b", code: "APIG_UNAVAILABLE", message: "HTTP 503" },
      { event: "succeeded", instanceId: "b" },
    ]);
  });
});
