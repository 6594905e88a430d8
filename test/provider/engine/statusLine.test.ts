import { expect } from "chai";
import { advance, nothingSeen, type PollResult, type WaitState } from "../../../provider/core/decide";
import type { Problem } from "../../../provider/core/problem";
import type { Snapshot } from "../../../provider/core/snapshot";
import { newsOf, nothingTold, type Step, statusLine } from "../../../provider/core/statusLine";

const seenAt = (progress: number | null, more: Partial<Snapshot> = {}, ageMs: number | null = null): PollResult => ({
  kind: "snapshot",
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
    source: "api",
    status: 503,
    retryAfterMs: null,
    ...more,
  },
});

/** What is shown after these polls; each is [milliseconds since the wait began, what it gave]. */
function stepOf(polls: readonly (readonly [number, PollResult])[]): Step {
  let progress: WaitState = nothingSeen;
  for (const [at, seen] of polls) progress = advance(progress, seen, at);
  return { seen: (polls.at(-1) as (typeof polls)[0])[1], progress };
}

const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:9"), { code: "ECONNREFUSED" });
const noHost = Object.assign(new Error("x"), { code: "ENOTFOUND", hostname: "apig.eu-dee.myhuaweicloud.com" });
const unreachable = (text: string, cause?: Error): PollResult =>
  problem({
    code: "APIG_UNREACHABLE",
    source: "network",
    host: "apig.eu-dee.myhuaweicloud.com",
    said: text,
    text: `https://apig.eu-dee.myhuaweicloud.com: ${text}`,
    cause,
  });
const young = stepOf([[100, seenAt(30)]]);
const throttled = stepOf([
  [0, seenAt(50)],
  [9, problem({ code: "APIG_THROTTLED", text: "HTTP 429 APIG.0308 Throttled" })],
]);
const outage = stepOf([
  [400_000, seenAt(80)],
  [400_900, problem()],
]);

describe(statusLine.name, () => {
  const cases: readonly (readonly [string, Step, string])[] = [
    ["young", young, "30%, takes 5-8 min usually (orders)"],
    ["no progress known", stepOf([[1_000, seenAt(null)]]), "creating, takes 5-8 min usually (orders)"],
    ["older than usual", stepOf([[400_000, seenAt(80)]]), "80% (orders)"],
    ["the wait joined late", stepOf([[1_000, seenAt(80, {}, 400_001)]]), "80% (orders)"],
    [
      "a status that is not documented",
      stepOf([[60_000, seenAt(50, { status: "verifying" })]]),
      "50%, verifying (orders)",
    ],
    ["a problem", outage, "80%, HTTP 503 APIC.9000 x, trying again (orders)"],
    ["before anything was seen", stepOf([[0, problem()]]), "HTTP 503 APIC.9000 x, trying again (orders)"],
    [
      "no such host",
      stepOf([[0, unreachable("getaddrinfo ENOTFOUND", noHost)]]),
      "no such host apig.eu-dee.myhuaweicloud.com, trying again (orders)",
    ],
    [
      "connection refused",
      stepOf([[0, unreachable("x", refused)]]),
      "unreachable: connection refused by apig.eu-dee.myhuaweicloud.com, trying again (orders)",
    ],
    [
      "no answer",
      stepOf([[0, unreachable("no answer within 30 s")]]),
      "unreachable: apig.eu-dee.myhuaweicloud.com: no answer within 30 s, trying again (orders)",
    ],
    [
      "a proxy that gives no answer",
      stepOf([
        [
          0,
          problem({
            code: "APIG_PROXY_UNAVAILABLE",
            proxy: { name: "proxy.example:3128", variable: "HTTPS_PROXY", did: "did not answer" },
          }),
        ],
      ]),
      "proxy: proxy.example:3128 (HTTPS_PROXY) did not answer, trying again (orders)",
    ],
    ["throttled", throttled, "50%, throttled: HTTP 429 APIG.0308 Throttled, trying again (orders)"],
    [
      "ready",
      stepOf([[9_000, seenAt(100, { status: "success", startTime: 1_000, endTime: 325_000 })]]),
      "ready, 5m24s (orders)",
    ],
    [
      "failed",
      stepOf([[9_000, seenAt(0, { status: "failed", errorCode: "APIC.9218" })]]),
      "APIC.9218, failed after 9s (orders)",
    ],
  ];
  for (const [name, step, line] of cases) {
    it(`${name}: ${line}`, () => expect(statusLine(step, { name: "orders" })).to.equal(line));
  }

  it("others may queue", () => {
    const about = { name: "orders", crowded: true };
    expect(statusLine(young, about)).to.match(/^30%, others may queue \(--parallel\), .* \(orders\)$/);
    expect(statusLine(outage, about)).to.match(/^80%, HTTP 503 .*, others may queue \(--parallel\) \(orders\)$/);
  });

  it("needs no name", () => expect(statusLine(young)).to.equal("30%, takes 5-8 min usually"));
});

describe(newsOf.name, () => {
  const bad = problem();
  const busy = problem({ code: "APIG_THROTTLED", text: "HTTP 429" });
  const [at30, at50] = [seenAt(30), seenAt(50)];
  const rows: readonly (readonly [rule: string, polls: readonly PollResult[], lines: string])[] = [
    ["status and progress, once", [at30, at30, at50, at50, seenAt(50, { status: "verifying" })], "1_1_1"],
    ["the first request's problem at once", [bad, bad, at30], "1_1"],
    ["one problem alone is no line", [at30, bad, at30], "1__"],
    ["a lasting problem one line, and its end one", [at30, bad, bad, bad, at30, at30], "1_1_1_"],
    ["another problem after it one more", [at30, bad, bad, problem({ code: "APIG_NOT_FOUND" })], "1_11"],
    ["throttled once: one line, and one when it has passed", [at30, busy, at30, at30], "111_"],
    [
      "throttled every other time: at each level one line, and one when it has passed",
      [at30, busy, at30, busy, at30, at50, busy, at50],
      "111__111",
    ],
    ["throttled for longer: its end is a line, too", [at30, busy, busy, at30], "11_1"],
    ["throttled, then another lasting problem", [at30, busy, bad, bad, at30], "111_1"],
  ];
  for (const [rule, polls, lines] of rows) {
    it(rule, () => {
      let told = nothingTold;
      const marks = polls.map((_, index) => {
        const news = newsOf(stepOf(polls.slice(0, index + 1).map((seen, at) => [at, seen] as const)), told);
        told = news.told;
        return news.isNews ? "1" : "_";
      });
      expect(marks.join("")).to.equal(lines);
    });
  }

  it("what is told again is the last poll, but no single problem", () => {
    const single = newsOf(
      stepOf([
        [0, at30],
        [1, bad],
      ]),
      newsOf(stepOf([[0, at30]]), nothingTold).told,
    );
    expect(single.told.latest?.seen).to.equal(at30);
    const lasting = newsOf(
      stepOf([
        [0, at30],
        [1, bad],
        [2, bad],
      ]),
      single.told,
    );
    expect(lasting.told.latest?.seen).to.equal(bad);
  });

  it("other words of the same answer are no news", () => {
    const first = newsOf(stepOf([[0, bad]]), nothingTold);
    expect(
      newsOf(
        stepOf([
          [0, bad],
          [1, problem({ text: "HTTP 503 APIC.9000 y" })],
        ]),
        first.told,
      ).isNews,
    ).to.equal(false);
    expect(
      newsOf(
        stepOf([
          [0, bad],
          [1, problem({ source: "iam" })],
        ]),
        first.told,
      ).isNews,
    ).to.equal(true);
  });
});
