import { expect } from "chai";
import { advance, nothingSeen, type PollResult, type WaitState } from "../../../provider/core/decide";
import type { Problem } from "../../../provider/core/problem";
import type { Snapshot } from "../../../provider/core/snapshot";
import { newsOf, nothingTold, type Step, statusLine, type View } from "../../../provider/core/statusLine";

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
    source: "api",
    status: 503,
    requestId: null,
    retryAfterMs: null,
    ...more,
  },
});

/** What is shown after these polls; each is [milliseconds since the wait began, what it gave]. */
function stepOf(polls: readonly (readonly [number, PollResult])[], nextPollInMs: number | null = 4_000): Step {
  let progress: WaitState = nothingSeen;
  for (const [at, seen] of polls) progress = advance(progress, seen, at);
  return { seen: (polls.at(-1) as (typeof polls)[0])[1], progress, nextPollInMs };
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
  const live = { sinceMs: 0 };
  const cases: readonly (readonly [string, Step, View, string])[] = [
    ["without a terminal: no running time", young, {}, "30%, usually takes 5 to 8 minutes"],
    [
      "on a terminal: not the time that the engine's own column shows",
      young,
      live,
      "30%, usually takes 5 to 8 minutes",
    ],
    ["little room: the percentage only", young, { ...live, room: 16 }, "30%"],
    ["no progress known", stepOf([[1_000, seenAt(null)]]), { room: 16 }, "creating"],
    ["older than usual", stepOf([[400_000, seenAt(80)]]), live, "80%"],
    ["the wait joined late: the gateway's age", stepOf([[1_000, seenAt(80, {}, 400_001)]]), live, "80%, 6m40s old"],
    [
      "the gateway's age grows",
      stepOf([[1_000, seenAt(80, {}, 400_001)]]),
      { sinceMs: 9_000, room: 16 },
      "80%, 6m49s old",
    ],
    ["without a terminal: no age", stepOf([[1_000, seenAt(80, {}, 400_001)]]), {}, "80%"],
    ["a log names the resource", young, { name: "orders" }, "30% (orders), usually takes 5 to 8 minutes"],
    [
      "a status that is not documented",
      stepOf([[60_000, seenAt(50, { status: "verifying" })]]),
      live,
      "50%, verifying",
    ],
    ["a problem in a log", outage, { name: "orders" }, "80% (orders), HTTP 503 APIC.9000 x, trying again"],
    ["a problem: whole where there is room", outage, live, "80%, HTTP 503 APIC.9000 x, trying again in 4 s"],
    ["a problem: shorter", outage, { ...live, room: 35 }, "80%, HTTP 503, trying again in 4 s"],
    ["a problem: its name only", outage, { ...live, room: 16 }, "80%, HTTP 503"],
    [
      "the time to the next request goes down",
      stepOf([[0, problem()]]),
      { sinceMs: 3_000, room: 36 },
      "HTTP 503, trying again in 1 s",
    ],
    [
      "no such host",
      stepOf([[0, unreachable("getaddrinfo ENOTFOUND", noHost)]], 900),
      live,
      "no such host apig.eu-dee.myhuaweicloud.com, trying again in 1 s",
    ],
    [
      "connection refused",
      stepOf([[0, unreachable("x", refused)]]),
      {},
      "connection refused by apig.eu-dee.myhuaweicloud.com, trying again",
    ],
    [
      "no answer",
      stepOf([[0, unreachable("no answer within 30 s")]]),
      {},
      "apig.eu-dee.myhuaweicloud.com: no answer within 30 s, trying again",
    ],
    ["throttled", throttled, live, "50%, HTTP 429 APIG.0308 Throttled, trying again in 4 s"],
    ["throttled, little room", throttled, { ...live, room: 16 }, "50%, throttled"],
    ["others may queue", young, { ...live, room: 40, crowded: true }, "30%, others may queue (--parallel)"],
    ["others may queue, little room", young, { ...live, room: 16, crowded: true }, "others may queue (--parallel)"],
    [
      "ready",
      stepOf([[9_000, seenAt(100, { status: "success", startTime: 1_000, endTime: 325_000 })]], null),
      live,
      "ready after 5m24s",
    ],
    [
      "failed",
      stepOf([[9_000, seenAt(0, { status: "failed", errorCode: "APIC.9218" })]], null),
      live,
      "failed: APIC.9218, after 9s",
    ],
  ];
  for (const [name, step, view, line] of cases) {
    it(`${name}: ${line}`, () => expect(statusLine(step, view)).to.equal(line));
  }
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
    ["throttled once: one line", [at30, busy, at30, at30], "11__"],
    [
      "throttled every other time: one line for each level",
      [at30, busy, at30, busy, at30, at50, busy, at50],
      "11___11_",
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
});
