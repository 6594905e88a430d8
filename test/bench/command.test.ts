import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { bench } from "../../bench/command";
import { BadPopulation, parsePopulation } from "../../bench/populationFile";

const good = {
  steps: [
    [0, 30],
    [60, 50],
  ],
  end: 300,
  status: "success",
};

describe("bench: a population file", () => {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  after(() => rmSync(folder, { recursive: true }));

  function fileOf(content: unknown): string {
    const file = join(folder, "population.json");
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    return file;
  }

  it("gives nothing but the policies as JSON, ours by name", async () => {
    const done = { steps: [], end: 0, status: "success" };
    const failed = { steps: [[0, 0]], end: 1.5, status: "failed", errorCode: "APIC.9218" };
    const { code, out, err } = await bench(["--population", fileOf([good, done, failed]), "--json"], folder);
    expect([code, err]).to.deep.equal([0, ""]);
    const { policies } = JSON.parse(out);
    expect(policies.map(({ name }: { name: string }) => name)).to.include.members(["pulumi-apig", "pulumi-apig calm"]);
    for (const policy of policies) {
      expect(policy).to.have.all.keys("name", "meanLagSeconds", "p95LagSeconds", "meanPolls");
    }
  });

  it("gives a table without --json", async () => {
    const { code, out } = await bench(["--population", fileOf([good])], folder);
    const [head = ""] = out.split("\n");
    expect([code, head.split(/ {2,}/)]).to.deep.equal([0, ["policy", "mean lag", "95 % lag", "polls"]]);
  });

  const bad: readonly (readonly [string, unknown, string])[] = [
    ["no JSON", "[", "is not readable as JSON"],
    ["no list", {}, "the file must hold a list of timelines, got {}"],
    ["nothing", [], "the list of timelines must not be empty"],
    ["no object", [good, 7], "timeline 1: must be an object with steps, end and status, got 7"],
    [
      "no steps",
      [{ ...good, steps: undefined }],
      "timeline 0: steps must be a list of [seconds, progress], got nothing",
    ],
    [
      "half a step",
      [{ ...good, steps: [[0, 1], [5]] }],
      "timeline 0: steps[1] must be [seconds, progress 0..100], got [5]",
    ],
    [
      "progress above 100",
      [{ ...good, steps: [[0, 101]] }],
      "timeline 0: steps[0] must be [seconds, progress 0..100], got [0,101]",
    ],
    [
      "a word for an end",
      [{ ...good, end: "soon" }],
      'timeline 0: end must be a number of seconds, at most 604800, got "soon"',
    ],
    ["no end", [{ ...good, end: null }], "timeline 0: end must be a number of seconds, at most 604800, got null"],
    [
      "an end in years",
      [{ ...good, end: 1e9 }],
      "timeline 0: end must be a number of seconds, at most 604800, got 1000000000",
    ],
    ["another status", [{ ...good, status: "done" }], 'timeline 0: status must be "success" or "failed", got "done"'],
  ];
  for (const [name, content, problem] of bad) {
    it(`is refused: ${name}`, async () => {
      const { code, out, err } = await bench(["--population", fileOf(content), "--json"], folder);
      expect([code, out]).to.deep.equal([2, ""]);
      expect(err).to.include(problem);
    });
  }

  it("names every problem at once", () => {
    const refused = () => parsePopulation([{ steps: 1, end: 2, status: 3 }, good, { ...good, end: "x" }]);
    expect(refused).to.throw(BadPopulation).with.property("problems").with.lengthOf(3);
  });

  it("may have its steps in any order", () => {
    const [timeline] = parsePopulation([
      {
        ...good,
        steps: [
          [60, 50],
          [0, 30],
        ],
      },
    ]);
    expect(timeline?.steps).to.deep.equal(good.steps);
  });

  it("that does not exist, and an option that does not exist, end with 2", async () => {
    expect(await bench(["--population", join(folder, "none.json")], folder)).to.have.property("code", 2);
    expect((await bench(["--json"], folder)).err).to.include("--json needs --population");
    expect((await bench(["--seed", "1"], folder)).err).to.match(/^bench: Unknown option '--seed'.*npm run bench/s);
  });

  it("is explained by --help", async () => {
    expect(await bench(["--help"], folder)).to.include({ code: 0, err: "" });
  });
});
