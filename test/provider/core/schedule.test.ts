import { expect } from "chai";
import { seeded } from "../../../bench/chance";
import { emptyFit, nextDelayMs, observe, type Polling, type ProgressFit } from "../../../provider/core/schedule";

const second = 1000;
const seen = (seconds: number, progress: number | null, ageSeconds: number | null = seconds) =>
  [seconds * second, ageSeconds === null ? null : ageSeconds * second, progress] as const;
const having = (...polls: readonly ReturnType<typeof seen>[]) =>
  polls.reduce((fit, poll) => observe(fit, ...poll), emptyFit);

/** The moments of the first polls of a gateway that shows these steps, in seconds. */
function moments(steps: readonly (readonly [number, number | null])[], polling: Polling, until: number, chance = 0) {
  const at: number[] = [];
  let track = emptyFit;
  for (let now = 0; now < until; now += nextDelayMs(track, polling, chance) / second) {
    at.push(Math.round(now * 10) / 10);
    const progress = steps.findLast(([from]) => from <= now)?.[1] ?? null;
    track = observe(track, ...seen(now, progress));
  }
  return at;
}

const steady = [
  [0, 0],
  [120, 30],
  [200, 50],
  [320, 80],
  [360, 90],
] as const;

describe("schedule", () => {
  describe("polls at these moments", () => {
    const rows = [
      {
        name: "the first seconds: every 2 s, then rarer",
        polling: "eager",
        steps: [[0, 30]],
        until: 60,
        expected: [0, 2, 4, 6, 8, 10, 14.9, 22.3, 32.1, 42.1, 52.1],
      },
      {
        name: "calm: every 2 s for 10 s, then once a minute while nothing moves",
        polling: "calm",
        steps: [[0, 30]],
        until: 260,
        expected: [0, 2, 4, 6, 8, 10, 57, 117, 177, 237, 252.4],
      },
      {
        name: "calm: rare up to the forecast end (here 400 s), then close together",
        polling: "calm",
        steps: steady,
        until: 420,
        expected: [0, 2, 4, 6, 8, 10, 57, 117, 177, 230.1, 287.9, 328.3, 355.8, 373.4, 387.2, 397.3, 405.6, 413.1, 420],
      },
    ] as const;
    for (const { name, polling, steps, until, expected } of rows) {
      it(name, () => expect(moments(steps, polling, until)).to.deep.equal(expected));
    }
  });

  describe("answers these states with a delay (chance 0, eager / calm)", () => {
    const rows: readonly (readonly [string, ProgressFit, number, number])[] = [
      ["the first poll", having(seen(0, 0)), 2_000, 2_000],
      ["nothing moved, 100 s old", having(seen(0, 30), seen(100, 30)), 10_000, 60_000],
      ["nothing moved, 300 s old", having(seen(0, 30), seen(300, 30)), 8_000, 13_000],
      ["the wait began late: no first seconds", having(seen(0, 50, 300)), 8_000, 13_000],
      ["half way, the end far", having(seen(0, 0), seen(200, 0), seen(200, 50)), 22_336, 56_106],
      ["at the forecast end", having(seen(0, 0), seen(360, 0), seen(360, 90), seen(400, 90)), 4_554, 9_742],
      ["long past the forecast end", having(seen(0, 0), seen(90, 0), seen(90, 90), seen(900, 90)), 8_000, 13_000],
      ["no progress and no age", having(seen(0, null, null), seen(300, null, null)), 8_000, 13_000],
    ];
    for (const [name, track, eager, calm] of rows) {
      it(name, () =>
        expect([nextDelayMs(track, "eager", 0), nextDelayMs(track, "calm", 0)]).to.deep.equal([eager, calm]),
      );
    }
  });

  /** Any observations in order of time, sane or not. */
  function anyTrack(chance: () => number): ProgressFit {
    let [atMs, track] = [0, emptyFit];
    const polls = 1 + Math.floor(chance() * 40);
    const slow = chance() < 0.5 ? 1 : 3600;
    for (let poll = 0; poll < polls; poll++) {
      const progress = chance() < 0.2 ? null : Math.floor(chance() * 101);
      const ageMs = chance() < 0.3 ? null : chance() < 0.2 ? 0 : Math.floor(atMs + chance() * 1000 * slow);
      track = observe(track, atMs, ageMs, progress);
      atMs += 100 + Math.floor(chance() * 10_000 * slow);
    }
    return track;
  }

  it("never spins and never sleeps for long, whatever it has seen", () => {
    const chance = seeded(1);
    for (let round = 0; round < 1000; round++) {
      const track = anyTrack(chance);
      for (const polling of ["eager", "calm"] as const) {
        const delay = nextDelayMs(track, polling, chance());
        expect(delay, JSON.stringify(track)).to.satisfy(Number.isSafeInteger).and.to.be.within(450, 90_000);
      }
    }
  });

  it("does not poll sooner when chance is smaller, and loses at most a tenth to it", () => {
    const chance = seeded(2);
    for (let round = 0; round < 500; round++) {
      const track = anyTrack(chance);
      const [first, middle, last] = [0, 0.5, 0.999].map((each) => nextDelayMs(track, "eager", each));
      expect(first).to.be.at.least(middle ?? 0);
      expect(middle).to.be.at.least(last ?? 0);
    }
    const still = having(seen(0, 30), seen(300, 30));
    expect(nextDelayMs(still, "eager", 0.999)).to.be.within(7_200, 7_210);
  });

  it("remembers no more after ten thousand polls than after ten", () => {
    let track = emptyFit;
    for (let poll = 0; poll < 10_000; poll++) track = observe(track, ...seen(poll * 9, Math.min(99, poll)));
    expect(JSON.stringify(track).length).to.be.below(300);
    expect(Object.keys(track)).to.deep.equal(Object.keys(emptyFit));
  });

  it("polls often, but does not spin, when progress moves at every poll", () => {
    const every = Array.from({ length: 100 }, (_, level) => [4 * level, level] as const);
    const delays = moments(every, "eager", 500).map((at, index, all) => (all[index + 1] ?? at + 1) - at);
    expect(Math.min(...delays)).to.be.at.least(0.5);
  });

  it("counts a null progress as none, so that the first level is a rise", () => {
    expect(having(seen(0, null), seen(100, 30)).rises).to.equal(1);
    expect(having(seen(0, 30), seen(50, null), seen(100, 30)).rises).to.equal(0);
  });

  it("keeps the age growing from poll to poll when the server stops giving it", () => {
    expect(having(seen(0, 0, 500), seen(20, 0, null)).ageMs).to.equal(520 * second);
  });

  it("never counts a creation as younger than the wait for it", () => {
    expect(having(seen(30, 0, 0)).ageMs).to.equal(30 * second);
  });
});
