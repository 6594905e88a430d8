import { expect } from "chai";
import { ServerTime } from "../../../provider/credentials/serverTime";

const signedMs = Date.UTC(2026, 0, 2);

describe("ServerTime: what the date of an answer says of the clock that signed", () => {
  /** A clock that stands still unless time passes, and what is learned from an answer of then, `lateMs` after its request was signed. */
  function learned(lateMs: number, answeredMs: number) {
    let passedMs = 0;
    const time = new ServerTime({ now: () => signedMs + passedMs, steady: () => passedMs });
    const stamp = time.stamp();
    passedMs = lateMs;
    const wasWrong = time.learn(new Date(signedMs + answeredMs).toUTCString(), stamp);
    return { wasWrong, offMs: time.stamp().unixMs - (signedMs + lateMs) };
  }

  for (const answeredMs of [0, 300_000, 600_000]) {
    it(`an answer that comes after ten minutes, made ${answeredMs / 1000} s after the request: no wrong clock`, () => {
      expect(learned(600_000, answeredMs)).to.deep.equal({ wasWrong: false, offMs: 0 });
    });
  }
  it("one made more than a minute before the request was signed: the clock is ahead", () => {
    expect(learned(600_000, -90_000)).to.deep.equal({ wasWrong: true, offMs: -90_000 });
  });
  it("one made more than a minute after now: the clock is behind", () => {
    expect(learned(600_000, 690_000)).to.deep.equal({ wasWrong: true, offMs: 90_000 });
  });
});
