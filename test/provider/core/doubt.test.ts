import { expect } from "chai";
import { advance, decide, nothingSeen, type Policy, type PollResult } from "../../../provider/core/decide";
import { creating, saw, trouble } from "../helpers/pollResults";

const policy: Policy = { timeoutMs: 3_600_000, graceMs: 30_000, polling: "eager" };
const stray = trouble({ code: "APIG_REJECTED", retryability: "doubtful", text: "HTTP 400" });
const good = saw(creating);

/** How a wait ends that sees these, each so many seconds after its begin; null: it goes on. */
function endOf(polls: readonly (readonly [atSeconds: number, seen: PollResult])[]): string | null {
  let state = nothingSeen;
  for (const [at, seen] of polls) {
    state = advance(state, seen, at * 1_000);
    const decision = decide(state, seen, at * 1_000, 0.5, policy);
    if (decision.kind === "finished") return `${decision.outcome.kind} at ${at} s`;
  }
  return null;
}

describe("decide: an answer that may be a stray one", () => {
  const rows: readonly [rule: string, polls: Parameters<typeof endOf>[0], expected: string | null][] = [
    ["is final before the API has answered well", [[0, stray]], "refused at 0 s"],
    [
      "is final after problems alone",
      [
        [0, trouble()],
        [1, stray],
      ],
      "refused at 1 s",
    ],
    [
      "is tried again once the API has answered well",
      [
        [0, good],
        [60, stray],
      ],
      null,
    ],
    [
      "two of them over a long time are not enough",
      [
        [0, good],
        [60, stray],
        [300, stray],
      ],
      null,
    ],
    [
      "three in less than 30 s are not enough",
      [
        [0, good],
        [60, stray],
        [75, stray],
        [89, stray],
      ],
      null,
    ],
    [
      "three over 30 s are",
      [
        [0, good],
        [60, stray],
        [75, stray],
        [90, stray],
      ],
      "refused at 90 s",
    ],
    [
      "so is a later one",
      [
        [0, good],
        [60, stray],
        [61, stray],
        [62, stray],
        [93, stray],
      ],
      "refused at 93 s",
    ],
    [
      "a good answer in between begins anew",
      [
        [0, good],
        [60, stray],
        [75, stray],
        [80, good],
        [95, stray],
      ],
      null,
    ],
    [
      "so does another problem",
      [
        [0, good],
        [60, stray],
        [75, stray],
        [80, trouble()],
        [95, stray],
      ],
      null,
    ],
    [
      "at the deadline the time is up",
      [
        [0, good],
        [3_600, stray],
      ],
      "timed-out at 3600 s",
    ],
    [
      "a refusal in the API's own words is final all the same",
      [
        [0, good],
        [60, stray],
        [61, trouble({ code: "APIG_FORBIDDEN", retryability: "give-up" })],
      ],
      "refused at 61 s",
    ],
  ];
  for (const [rule, polls, expected] of rows) it(rule, () => expect(endOf(polls)).to.equal(expected));
});
