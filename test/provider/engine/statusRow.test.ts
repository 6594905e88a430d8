import { expect } from "chai";
import sinon from "sinon";
import { advance, type Decision, nothingSeen, type PollResult, type WaitState } from "../../../provider/core/decide";
import type { RowReporter } from "../../../provider/engine/log";
import { statusRows } from "../../../provider/engine/statusRow";
import type { StatusRow } from "../../../provider/wait/gatewayWait";
import { fakeTimers } from "../helpers/fakeTimers";
import { ended } from "../helpers/pollResults";

const seenAt = (progress: number, status = "creating", ageMs: number | null = null): PollResult => ({
  kind: "snapshot",
  serverTime: ageMs,
  snapshot: { status, progress, errorCode: null, errorMessage: null, startTime: ageMs && 1, endTime: null },
});
const outage = {
  kind: "problem",
  problem: {
    code: "APIG_UNAVAILABLE",
    retryability: "retry",
    text: "HTTP 503 x",
    retryAfterMs: null,
  },
} as const;
const urn = (name: string) => `urn:pulumi:dev::shop::pulumi-nodejs:apig:Ready::${name}`;

describe(statusRows.name, () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = fakeTimers(0);
  });
  afterEach(() => clock.restore());

  function rows(slots = 100) {
    const tell = sinon.stub<Parameters<RowReporter>, ReturnType<RowReporter>>().resolves();
    return { tell, start: statusRows(tell, slots), lines: () => tell.args.map(([, line]) => line) };
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

  it("10 to 12 lines for 10 quiet minutes, each with the resource's name and without a running time", async () => {
    const { lines, start } = rows();
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
    expect(lines()[0]).to.equal("30%, takes 5-8 min usually (orders)");
    expect(lines().at(-2)).to.equal("30% (orders)");
    expect(lines().at(-1)).to.equal("ready, 10m0s (orders)");
    expect(lines().length).to.be.within(10, 12);
    expect(lines().slice(0, -1).join(), "a running time").not.to.match(/\d+m?\d*s\b/);
  });

  it("a gateway that is ready at the first poll has nothing to show: its row says created", async () => {
    const { lines, start } = rows();
    play(start(urn("orders")), [[0, seenAt(100, "success")]], 0);
    expect(lines()).to.deep.equal([]);
  });

  it("a line for each change, at once, and a lasting outage once a minute", () => {
    const { tell, lines, start } = rows();
    const times: number[] = [];
    tell.callsFake(async () => void times.push(clock.now / 1_000));
    play(
      start(urn("orders")),
      [
        [0, seenAt(30)],
        [310, seenAt(80)],
        [320, outage],
        [410, seenAt(80)],
        [420, seenAt(100, "success")],
      ],
      420,
    );
    expect(lines().slice(times.indexOf(310))).to.deep.equal([
      "80% (orders)",
      "80%, HTTP 503 x, trying again (orders)",
      "80%, HTTP 503 x, trying again (orders)",
      "80% (orders)",
      "ready, 7m0s (orders)",
    ]);
    expect(times.slice(times.indexOf(310))).to.deep.equal([310, 330, 390, 410, 420]);
  });

  it("one 429 after a good answer is told at once, and one 503 not at all", () => {
    const { lines, start } = rows();
    const held = { ...outage, problem: { ...outage.problem, code: "APIG_THROTTLED", text: "HTTP 429 y" } } as const;
    play(
      start(urn("orders")),
      [
        [0, seenAt(50)],
        [10, outage],
        [20, seenAt(50)],
        [30, held],
        [40, seenAt(50)],
        [50, seenAt(100, "success")],
      ],
      50,
    );
    expect(lines().slice(1)).to.deep.equal([
      "50%, throttled: HTTP 429 y, trying again (orders)",
      lines()[0],
      "ready, 50s (orders)",
    ]);
  });

  it("an API that fails two times of three fills no log, and what has passed stands on no row", () => {
    const { lines, start } = rows();
    const steps = Array.from({ length: 90 }, (_, at) => [2 * at, at % 3 === 0 ? seenAt(50) : outage] as const);
    play(start(urn("orders")), steps, 180);
    // At the level, at the first outage and after it; then once a minute.
    expect(lines().length).to.be.within(5, 8);
    expect(lines()[2]).to.equal(lines()[0]);
  });

  it("nothing after the end", async () => {
    const { tell, start } = rows();
    const row = start(urn("orders"));
    row.onStep(seenAt(30), advance(nothingSeen, seenAt(30), 0), { kind: "poll-again", afterMs: 9e9 });
    await row.end();
    clock.tick(120_000);
    sinon.assert.calledOnce(tell);
  });

  it("waits at its end for the last message", async () => {
    const { tell, start } = rows();
    let arrive = () => {};
    tell.returns(new Promise<void>((done) => (arrive = done)));
    const row = start(urn("orders"));
    row.onStep(seenAt(30), advance(nothingSeen, seenAt(30), 0), { kind: "poll-again", afterMs: 9e9 });
    const ended = sinon.spy();
    const end = row.end().then(ended);
    await clock.tickAsync(100);
    sinon.assert.notCalled(ended);
    arrive();
    await end;
  });

  it("the wait that takes the last slot says that others may queue, once in a run", async () => {
    const { tell, start } = rows(3);
    const begin = (name: string) => {
      const row = start(urn(name));
      row.onStep(seenAt(30), advance(nothingSeen, seenAt(30), 0), { kind: "poll-again", afterMs: 9e9 });
      return row;
    };
    const [first] = [begin("a"), begin("b")];
    await first?.end();
    begin("c");
    expect(tell.args.join()).not.to.contain("queue");
    begin("d");
    begin("e");
    clock.tick(120_000);
    const queues = tell.args.filter(([, line]) => line.startsWith("30%, others may queue (--parallel), "));
    expect(queues.map(([to]) => to)).to.deep.equal([urn("d")]);
  });

  it("a gateway that failed: its code, also where that is no error", () => {
    const { lines, start } = rows();
    const seen = seenAt(0, "failed");
    start(urn("orders")).onStep(seen, advance(nothingSeen, seen, 9_000), {
      kind: "finished",
      outcome: ended("failed"),
    });
    expect(lines()).to.deep.equal(["failed after 9s (orders)"]);
  });

  it("after a refusal, the row shows the engine's own error", () => {
    const { tell, start } = rows();
    start(urn("orders")).onStep(seenAt(30), nothingSeen, { kind: "finished", outcome: ended("refused") });
    sinon.assert.notCalled(tell);
  });
});
