import { readFileSync } from "node:fs";
import { join } from "node:path";
import { assert } from "chai";
import { advance, nothingSeen } from "../../../provider/core/decide";
import { statusLine } from "../../../provider/core/statusLine";
import { afterFailure } from "../../../provider/core/text/nextStep";
import { creating, saw, success } from "../../provider/helpers/pollResults";
import { isWholeIn, pictureFrames } from "./reading";

const picture = (file: string) => readFileSync(join("docs", "images", file), "utf8");
const columnsOf = (lines: readonly string[]) => Math.max(...lines.map((line) => line.length));

/** What the row says after an answer. */
function rowText(seen: ReturnType<typeof saw>): string {
  return statusLine({ seen, progress: advance(nothingSeen, seen, 0) }, { name: "orders" });
}

describe("README's pictures; after a change of what they show: npm run record", () => {
  const moving = pictureFrames(picture("demo.svg"));
  const [failure, ...others] = pictureFrames(picture("failure.svg"));

  it("the first one begins with the row of the wait, and never shows less", () => {
    assert.isAbove(moving.length, 10);
    assert.include(moving[0]?.values, "inline;none", "the first frame is seen from the start");
    for (const { lines } of moving) {
      assert.equal(lines[0], "Updating (dev):");
      assert.match(lines[3] ?? "", /─ pulumi-nodejs:apig:Ready +orders +creat\w+ \(\d+s\)/);
    }
  });

  it("each text of the row is one that the wait tells, and ends at the end of a word", () => {
    const told = moving.map(({ lines }) => /\(\d+s\)\.* +(.*)$/.exec(lines[3] ?? "")?.[1] ?? "");
    for (const text of told) {
      const level = /^(\d+)%/.exec(text)?.[1];
      const whole = rowText(saw(level ? { ...creating, progress: Number(level) } : success));
      assert.isTrue(whole.startsWith(`${text} `), `"${text}" is not the beginning of "${whole}"`);
    }
    assert.equal(told[0], "0%, takes 5-8 min");
    const levels = told.flatMap((text) => /^\d+(?=%)/.exec(text)?.map(Number) ?? []);
    assert.deepEqual(
      levels,
      [...levels].sort((one, other) => one - other),
    );
    assert.isAtLeast(new Set(levels).size, 4, "it moves on");
    assert.equal(told.at(-1), "ready, 5m24s");
  });

  it("the first one ends with the next resource, which nothing made before the gateway was ready", () => {
    const next = moving.map(({ lines }) => lines.some((line) => /dynamic:Resource +orders +creat/.test(line)));
    assert.isTrue(next.at(-1));
    for (const { lines } of moving.filter((_, index) => next[index]))
      assert.match(lines.join("\n"), /Ready .* ready, /);
  });

  it("the second one is still, and has each word of the message that README quotes", () => {
    assert.isEmpty(others);
    const text = failure?.lines.join("\n") ?? "";
    assert.isTrue(isWholeIn(afterFailure("APIC.9218", "create"), text), text);
    const [, quoted = ""] =
      /^##+ How a failure looks[\s\S]*?```\n([\s\S]*?)```/m.exec(readFileSync("README.md", "utf8")) ?? [];
    const parts = quoted.split(/0908\.\.\.\]|\.\.\.\n$/).map((part) => part.trim());
    assert.deepEqual(parts.length, 3, "README elides two parts");
    for (const part of parts) assert.include(text.replace(/\s+/g, " "), part.replace(/\s+/g, " "));
    for (const line of failure?.lines ?? []) assert.notMatch(line, /\.\.\.$|…/);
  });

  it("are narrow enough for a phone, and have no empty rows below", () => {
    assert.isAtMost(columnsOf(moving.flatMap(({ lines }) => lines)), 82);
    assert.isAtMost(columnsOf(failure?.lines ?? []), 76);
    for (const file of ["demo.svg", "failure.svg"]) {
      const svg = picture(file);
      const rows = [...svg.matchAll(/<use [^>]*y="(\d+)"/g)].map(([, y]) => Number(y));
      const height = Number(/viewBox="0 0 \d+ (\d+)"/.exec(svg)?.[1]);
      assert.isBelow(height - Math.max(...rows), 20, file);
    }
  });
});
