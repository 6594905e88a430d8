import { expect } from "chai";
import sinon from "sinon";
import { advance, type Decision, nothingSeen, type PollResult, type WaitState } from "../../../provider/core/decide";
import type { RowReporter } from "../../../provider/engine/rowReporter";
import { statusRows } from "../../../provider/engine/statusRow";
import type { StatusRow } from "../../../provider/wait/gatewayWait";
import { ended } from "../helpers/pollResults";

const seenAt = (progress: number, status = "creating", ageMs: number | null = null): PollResult => ({
  kind: "snapshot",
  requestId: null,
  serverTime: ageMs,
  snapshot: { status, progress, errorCode: null, errorMessage: null, startTime: ageMs && 1, endTime: null },
});
const outage = {
  kind: "problem",
  problem: {
    code: "APIG_UNAVAILABLE",
    retryability: "retry",
    text: "HTTP 503 x",
    requestId: null,
    retryAfterMs: null,
  },
} as const;
const urn = (name: string) => `urn:pulumi:dev::shop::pulumi-nodejs:apig:Ready::${name}`;

describe(statusRows.name, () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers();
  });
  afterEach(() => clock.restore());

  function rows(columns: number | null, slots = 100) {
    const tell = sinon.stub<Parameters<RowReporter>, ReturnType<RowReporter>>().resolves(true);
    const terminal = columns === null ? undefined : { columns: () => columns };
    const start = statusRows(tell, { terminal, slots, now: () => clock.now });
    return { tell, start, lines: () => tell.args.map(([, line]) => line) };
  }

  /** Polls as the waiter does: at these seconds, every 10 s between them. */
  function play(row: StatusRow, steps: readonly (readonly [from: number, seen: PollResult])[], endSeconds: number) {
    let progress: WaitState = nothingSeen;
    const began = clock.now;
    for (let at = 0; at <= endSeconds; at += 10) {
      const seen = steps.findLast(([from]) => from <= at)?.[1] as PollResult;
      progress = advance(progress, seen, clock.now - began);
      const over = at === endSeconds;
      const decision: Decision = over
        ? { kind: "finished", outcome: ended("succeeded") }
        : { kind: "poll-again", afterMs: 10_000 };
      row.onStep(seen, progress, decision);
      if (!over) clock.tick(10_000);
    }
  }

  it("in a log: 10 to 12 lines for 10 quiet minutes, each with the resource's name and without a running time", async () => {
    const { lines, start } = rows(null);
    const row = start(urn("orders"));
    play(
      row,
      [
        [0, seenAt(30)],
        [600, seenAt(100, "success")],
      ],
      600,
    );
    await row.end();
    clock.tick(600_000);
    expect(lines()[0]).to.equal("30% (orders), usually takes 5 to 8 minutes");
    expect(lines().at(-2)).to.equal("still 30% (orders)");
    expect(lines().at(-1)).to.equal("ready after 10m0s (orders)");
    expect(lines().length).to.be.within(10, 12);
    expect(lines().slice(0, -1).join(), "a running time").not.to.match(/\d+m?\d*s\b/);
  });

  it("a gateway that is ready at the first poll has nothing to show: its row says created", async () => {
    const { lines, start } = rows(null);
    play(start(urn("orders")), [[0, seenAt(100, "success")]], 0);
    expect(lines()).to.deep.equal([]);
  });

  it("in a log: a line for each change, at once, and a lasting outage once a minute", () => {
    const { lines, start } = rows(null);
    play(
      start(urn("orders")),
      [
        [0, seenAt(30)],
        [300, seenAt(80)],
        [310, outage],
        [400, seenAt(80)],
      ],
      420,
    );
    expect(lines().filter((line) => !line.startsWith("still"))).to.deep.equal([
      "30% (orders), usually takes 5 to 8 minutes",
      "80% (orders)",
      "80% (orders), HTTP 503 x, trying again",
      "80% (orders)",
    ]);
    expect(lines().filter((line) => line.includes("503"))).to.have.length(2);
  });

  const held = { ...outage, problem: { ...outage.problem, code: "APIG_THROTTLED", text: "HTTP 429 y" } } as const;
  for (const [where, columns, expected] of [
    ["a log", null, "50% (orders), HTTP 429 y, trying again"],
    ["a terminal", 120, "50%, HTTP 429 y, trying again in 10 s"],
    ["a narrow terminal", 80, "50%, throttled"],
  ] as const) {
    it(`one 429 after a good answer is told at once: ${where}`, () => {
      const { lines, start } = rows(columns);
      play(
        start(urn("orders")),
        [
          [0, seenAt(50)],
          [20, held],
          [30, seenAt(50)],
        ],
        50,
      );
      expect(lines().filter((line) => /429|throttled/.test(line))[0]).to.equal(expected);
      if (columns === null) expect(lines()).to.have.length(2);
    });
  }

  it("on a terminal: nothing is sent again while nothing changes, and nothing after the end", async () => {
    const { tell, start } = rows(80);
    const row = start(urn("orders"));
    play(row, [[0, seenAt(30)]], 100);
    await row.end();
    clock.tick(60_000);
    sinon.assert.calledOnceWithExactly(tell, urn("orders"), "30%");
  });

  it("on a terminal: an age and a pause are updated between requests", () => {
    const { lines, start } = rows(100);
    const row = start(urn("orders"));
    const late = seenAt(80, "creating", 400_001);
    row.onStep(late, advance(nothingSeen, late, 0), { kind: "poll-again", afterMs: 9_000 });
    clock.tick(5_000);
    row.onStep(outage, advance(nothingSeen, outage, 5_000), { kind: "poll-again", afterMs: 9_000 });
    clock.tick(5_000);
    expect(lines()).to.deep.equal([
      "80%, 6m40s old",
      "80%, 6m45s old",
      "HTTP 503 x, trying again in 9 s",
      "HTTP 503 x, trying again in 4 s",
    ]);
  });

  it("sends a message again that was lost", async () => {
    const { tell, start } = rows(80);
    tell.onFirstCall().resolves(false);
    start(urn("orders")).onStep(seenAt(30), advance(nothingSeen, seenAt(30), 0), { kind: "poll-again", afterMs: 9e9 });
    await clock.tickAsync(20_000);
    sinon.assert.calledTwice(tell);
  });

  for (const columns of [80, 120, null]) {
    it(`each row says once that others may queue, when all slots are taken: ${columns ?? "a log"}`, () => {
      const { tell, start } = rows(columns, 3);
      const begin = (name: string) => {
        const row = start(urn(name));
        row.onStep(seenAt(30), advance(nothingSeen, seenAt(30), 0), { kind: "poll-again", afterMs: 9e9 });
        return row;
      };
      const [first] = [begin("a"), begin("b")];
      expect(tell.args.join()).not.to.contain("queue");
      begin("c");
      clock.tick(5_000);
      void first?.end();
      begin("d");
      clock.tick(120_000);
      const queues = tell.args.filter(([, line]) => line.includes("others may queue (--parallel)"));
      expect(queues.map(([to]) => to).sort()).to.deep.equal(["a", "b", "c"].map(urn));
      for (const name of ["b", "c", "d"]) expect(tell.args.findLast(([to]) => to === urn(name))?.[1]).to.contain("30%");
    });
  }

  it("after a refusal, the row shows the engine's own error", () => {
    const { tell, start } = rows(80);
    start(urn("orders")).onStep(seenAt(30), nothingSeen, { kind: "finished", outcome: ended("refused") });
    sinon.assert.notCalled(tell);
  });
});
