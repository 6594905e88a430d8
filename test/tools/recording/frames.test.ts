import { Terminal } from "@xterm/headless";
import { assert } from "chai";
import { cut, wrapped } from "../../../tools/recording/fitted";
import { type Frame, type Line, linesOf, textOf } from "../../../tools/recording/frames";
import { type Recording, shown } from "../../../tools/recording/recordings";
import { svgOf } from "../../../tools/recording/svg";
import { isWholeIn, pictureFrames } from "./reading";

/** What a terminal shows of these bytes. */
async function linesFrom(raw: string, columns: number): Promise<Line[]> {
  const screen = new Terminal({ cols: columns, rows: 20, allowProposedApi: true });
  await new Promise<void>((done) => screen.write(raw.replaceAll("\n", "\r\n"), done));
  return linesOf(screen);
}

const red = (text: string) => `\x1b[31m${text}\x1b[0m`;
const advice = "A failed gateway does not recover: raise the quota or delete one that is not used";
const message = `    ${red("error:")} ${advice}`;
const plain = `    error: ${advice}`;
const row = ` + apig:Ready  orders  ${red("creating")} (2s)  30%, takes 5-8 min usually (orders)`;

describe("the recording of a terminal", () => {
  it("has whole lines, wherever the terminal broke them", async () => {
    for (const columns of [13, 27, 40, 120]) {
      const lines = await linesFrom(`${message}\nnext`, columns);
      assert.deepEqual(lines.slice(0, 2).map(textOf), [plain, "next"], `${columns}`);
      assert.equal(lines[0]?.[0]?.color, "#ff7b72", "the colour of the error");
    }
  });

  it("wraps a text at its words, as far to the right as it began", async () => {
    const [line = []] = await linesFrom(message, 40);
    assert.deepEqual(wrapped(line, 34).map(textOf), [
      "    error: A failed gateway does",
      "    not recover: raise the quota",
      "    or delete one that is not used",
    ]);
  });

  it("cuts no word at any width", async () => {
    const [line = []] = await linesFrom(row, 50);
    const [text = []] = await linesFrom(message, 50);
    for (let columns = 20; columns < 90; columns++) {
      for (const part of [cut(line, columns), ...wrapped(line, columns), ...wrapped(text, columns)]) {
        assert.isAtMost(textOf(part).length, columns);
        assert.isTrue(isWholeIn(textOf(part), `${textOf(line)}\n${plain}`), `${columns}: ${textOf(part)}`);
      }
      const words = wrapped(text, columns).map(textOf).join(" ");
      assert.equal(words.replace(/\s+/g, " "), plain.replace(/\s+/g, " "), "nothing is lost");
    }
    assert.equal(textOf(cut(line, 50)), " + apig:Ready  orders  creating (2s)  30%, takes");
  });

  it("keeps an empty line, and breaks only a word that is longer than a line", () => {
    assert.deepEqual(wrapped([], 10), [[]]);
    const line: Line = [{ column: 2, text: "0123456789abc de" }];
    assert.deepEqual(wrapped(line, 10).map(textOf), ["  01234567", "  89abc de"]);
  });
});

describe("the picture of a recording", () => {
  const recording: Recording = {
    ...{ file: "x.svg", scenario: "success", endsWell: true, title: "<x>", columns: 30, restMs: 1_000 },
    ...{ first: /Ready .*%/, last: /ready/, from: /^Updating/, until: /^Outputs:/, fitted: (line) => [line] },
  };
  const frame = (atMs: number, ...lines: string[]): Frame => ({
    atMs,
    lines: lines.map((text) => (text === "" ? [] : [{ column: 0, text }])),
  });
  const frames = [
    frame(9_000, "Created stack"),
    frame(9_500, "Created stack", "", "Updating", "Ready"),
    frame(14_000, "Created stack", "", "Updating", "Ready 0%"),
    frame(14_050, "Created stack", "", "Updating", "Ready 1%"),
    frame(14_300, "Created stack", "", "Updating", "Ready 1%"),
    frame(15_000, "Created stack", "", "Updating", "Ready 1%", "", "Outputs:"),
    frame(15_100, "Created stack", "", "Updating", "ready", ""),
    frame(19_000, "Created stack", "", "Updating", "", "Outputs:", "x"),
  ];

  it("begins with the row of the wait, at once, and has what is asked for and no more", () => {
    assert.deepEqual(shown(frames, recording), [
      frame(0, "Updating", "Ready 0%"),
      frame(300, "Updating", "Ready 1%"),
      frame(1_100, "Updating", "ready"),
    ]);
  });

  it("is not made of a recording that lacks its first or its last moment", () => {
    for (const part of [frames.slice(0, 2), frames.slice(0, 6)])
      assert.throws(() => shown(part, recording), "the recording for x.svg has no ");
  });

  it("shows its first frame from the start, its last until the end, and each other between two", () => {
    const svg = svgOf({ ...recording, frames: shown(frames, recording) });
    assert.deepEqual(
      pictureFrames(svg).map(({ times, values }) => [times, values]),
      [
        ["0;0.14286", "inline;none"],
        ["0;0.14286;0.52381", "none;inline;none"],
        ["0;0.52381", "none;inline"],
      ],
    );
    assert.include(svg, "<title>&#60;x&#62;</title>");
  });

  it("shows its last frame alone to who wants no motion, and where nothing can move", () => {
    const svg = svgOf({ ...recording, frames: shown(frames, recording) });
    assert.include(
      svg,
      ".still{display:none}@media(prefers-reduced-motion){.moving{display:none}.still{display:inline}}",
    );
    const [, moving = "", still = ""] = /<g class="moving">(.*)<\/g>\n<g class="still">(.*)<\/g>/s.exec(svg) ?? [];
    assert.deepEqual(moving.match(/<g[^>]*>/g), ['<g display="none">', '<g display="none">', "<g>"]);
    assert.isTrue(moving.endsWith(`${still}</g>\n`), "it is the last one");
    assert.isNotEmpty(still);
  });

  it("of one frame does not move", () => {
    const svg = svgOf({
      ...recording,
      restMs: 0,
      frames: shown(frames.slice(6, 7), { ...recording, first: /ready/ }),
    });
    assert.notMatch(svg, /<animate|class="still"/);
    assert.deepEqual(
      pictureFrames(svg).map(({ lines }) => lines),
      [["Updating", "ready"]],
    );
  });
});
