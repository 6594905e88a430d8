import { expect } from "chai";
import { advance, nothingSeen, type PollResult, type WaitState } from "../../../provider/core/decide";
import type { Problem } from "../../../provider/core/problem";
import type { Snapshot } from "../../../provider/core/snapshot";
import { news, type Step, statusLine } from "../../../provider/core/statusLine";

const seenAt = (progress: number | null, more: Partial<Snapshot> = {}, ageMs: number | null = null): PollResult => ({
  kind: "snapshot",
  requestId: null,
  serverTime: ageMs,
  snapshot: {
    status: "creating",
    progress,
    errorCode: null,
    errorMessage: null,
    startTime: ageMs === null ? null : 1,
    endTime: null,
    ...more,
  },
});
const problem = (more: Partial<Problem> = {}): PollResult => ({
  kind: "problem",
  problem: {
    code: "APIG_UNAVAILABLE",
    retryability: "retry",
    text: "HTTP 503 APIC.9000 x",
    requestId: null,
    retryAfterMs: null,
    ...more,
  },
});

/** What is shown after these looks; each is [milliseconds since the wait began, what it gave]. */
function stepOf(looks: readonly (readonly [number, PollResult])[], nextLookInMs: number | null = 4_000): Step {
  let progress: WaitState = nothingSeen;
  for (const [at, seen] of looks) progress = advance(progress, seen, at);
  return { seen: (looks.at(-1) as (typeof looks)[0])[1], progress, nextLookInMs };
}

describe(statusLine.name, () => {
  const cases: readonly (readonly [string, Step, number, string])[] = [
    ["the first look", stepOf([[100, seenAt(0)]]), 0, "0%, creating for 0s"],
    ["time goes on between looks", stepOf([[100, seenAt(30)]]), 65_000, "30%, creating for 1m5s"],
    ["no progress known", stepOf([[1_000, seenAt(null)]]), 0, "creating for 1s"],
    ["a creation older than the wait", stepOf([[1_000, seenAt(30, {}, 125_001)]]), 0, "30%, creating for 2m5s"],
    [
      "progress has risen",
      stepOf([
        [0, seenAt(30)],
        [59_000, seenAt(30)],
        [60_000, seenAt(50)],
      ]),
      0,
      "50%, about 60s left, creating for 1m0s",
    ],
    [
      "minutes are left",
      stepOf([
        [0, seenAt(30)],
        [119_000, seenAt(30)],
        [120_000, seenAt(40)],
      ]),
      0,
      "40%, about 3m left, creating for 2m0s",
    ],
    [
      "the estimate has passed",
      stepOf([
        [0, seenAt(30)],
        [59_000, seenAt(30)],
        [60_000, seenAt(50)],
      ]),
      58_000,
      "50%, creating for 1m58s",
    ],
    ["a status nobody documents", stepOf([[60_000, seenAt(50, { status: "verifying" })]]), 0, "50%, verifying, 1m0s"],
    ["a problem, before anything was seen", stepOf([[0, problem()]]), 0, "503 from the API, trying again in 4 s"],
    ["the time to the next try goes down", stepOf([[0, problem()]]), 3_000, "503 from the API, trying again in 1 s"],
    [
      "no answer",
      stepOf([[0, problem({ code: "APIG_UNREACHABLE", text: "https://x: y" })]], 900),
      0,
      "no answer, trying again in 1 s",
    ],
    [
      "throttled",
      stepOf([
        [0, seenAt(50)],
        [9, problem({ code: "APIG_THROTTLED" })],
      ]),
      0,
      "throttled, trying again in 4 s",
    ],
    [
      "ready",
      stepOf([[9_000, seenAt(100, { status: "success", startTime: 1_000, endTime: 325_000 })]], null),
      0,
      "ready after 5m24s",
    ],
    [
      "failed",
      stepOf([[9_000, seenAt(0, { status: "failed", errorCode: "APIC.9218" })]], null),
      0,
      "failed after 9s: APIC.9218",
    ],
  ];
  for (const [name, step, sinceMs, line] of cases) {
    it(name, () => {
      expect(statusLine(step, sinceMs)).to.equal(line);
      expect(line.length, "what the CLI leaves of 120 columns").to.be.at.most(40);
    });
  }
});

describe(news.name, () => {
  it("changes with status and progress, not with time", () => {
    expect(news(stepOf([[1, seenAt(30)]]))).to.equal(
      news(
        stepOf([
          [1, seenAt(30)],
          [9_000, seenAt(30)],
        ]),
      ),
    );
    expect(news(stepOf([[1, seenAt(30)]]))).not.to.equal(news(stepOf([[1, seenAt(50)]])));
    expect(news(stepOf([[1, seenAt(30)]]))).not.to.equal(news(stepOf([[1, seenAt(30, { status: "verifying" })]])));
  });
  it("leaves out one problem alone, and tells a lasting one once", () => {
    expect(news(stepOf([[1, problem()]]))).to.equal(null);
    const two = news(
      stepOf([
        [1, problem()],
        [2, problem()],
      ]),
    );
    expect(two).to.equal("503 from the API");
    expect(
      news(
        stepOf(
          [
            [1, problem()],
            [2, problem()],
            [3, problem()],
          ],
          9_000,
        ),
      ),
    ).to.equal(two);
  });
});
