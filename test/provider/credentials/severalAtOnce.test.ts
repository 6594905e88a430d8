import { expect } from "chai";
import type { SinonFakeTimers } from "sinon";
import type { AuthMaterial, MaterialSource } from "../../../provider/credentials/credential";
import { IssuedMaterial } from "../../../provider/credentials/materials";
import { Refused, type Session } from "../../../provider/credentials/session";
import { ApigError } from "../../../provider/errors";
import type { Reply, Send } from "../../../provider/http/transport";
import { fakeTimers } from "../helpers/fakeTimers";
import { sessionOf } from "./sessions";

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const oneKey: AuthMaterial = { kind: "access key", accessKey: "AK", secretKey: "sk", securityToken: null };
const answer = (status: number, code = "APIC.7102"): Reply => ({
  status,
  headers: new Headers(),
  text: `{"error_code":"${code}"}`,
});
const hosts = ["https://api.example", "https://other.example"] as const;

/** A cloud that answers after 50 ms, and counts what is under way. */
class Cloud {
  answers: (sent: Parameters<Send>[0]) => Reply | Promise<Reply> = () => answer(200);
  underWay = 0;
  most = 0;
  refused = 0;
  sent = 0;

  send: Send = async (request) => {
    this.sent += 1;
    this.most = Math.max(this.most, ++this.underWay);
    try {
      await sleep(50);
      const reply = await this.answers(request);
      if (reply.status === 401) this.refused += 1;
      return reply;
    } finally {
      this.underWay -= 1;
    }
  };
}

describe("a credential that many requests use", () => {
  let clock: SinonFakeTimers;
  let cloud: Cloud;
  let session: Session;
  const fixed = { get: async () => oneKey, renew: (refused: AuthMaterial) => refused !== oneKey };
  const use = (source: MaterialSource = fixed) => {
    cloud = new Cloud();
    session = sessionOf("access key", (request) => cloud.send(request), source);
  };
  beforeEach(() => {
    clock = fakeTimers();
    use();
  });
  afterEach(() => clock.restore());

  const one = (url = `${hosts[0]}/v2`) =>
    session.send({ method: "GET", url, timeoutMs: 10_000 }, null).then(
      ({ status }) => status,
      (error) => (error instanceof Refused ? "refused" : `${error.message}`),
    );
  /** Sends so many at once; what each gave, and how long it took. */
  const send = async (count: number) => {
    const began = Date.now();
    const ends = Promise.all(
      Array.from({ length: count }, () => one().then((end) => [end, Date.now() - began] as const)),
    );
    await clock.tickAsync(60_000);
    return ends;
  };
  const given = async (count: number) => [...new Set((await send(count)).map(([end]) => end))];

  it("is tried by one of them; once it is accepted, all go", async () => {
    const ends = await send(300);
    expect(cloud.most).to.equal(299);
    expect(new Set(ends.map(([, ms]) => ms))).to.deep.equal(new Set([50, 100]));
  });

  for (const status of [403, 404]) {
    it(`a ${status} shows that it is good, too`, async () => {
      cloud.answers = () => answer(status, "APIC.7302");
      await send(20);
      expect(cloud.most).to.equal(19);
    });
  }

  it("a 503 does not: each goes alone", async () => {
    cloud.answers = () => answer(503);
    await send(20);
    expect([cloud.most, cloud.sent]).to.deep.equal([1, 20]);
  });

  it("a wrong one is refused once, and never sent again", async () => {
    cloud.answers = () => answer(401);
    expect(await given(300)).to.deep.equal(["refused"]);
    expect(await given(10)).to.deep.equal(["refused"]);
    expect(cloud.sent).to.equal(1);
  });

  it("a refused one is tried once more after a minute, since somebody may have mended it meanwhile", async () => {
    cloud.answers = () => answer(401);
    expect(await given(5)).to.deep.equal(["refused"]);
    await clock.tickAsync(60_000);
    expect(await given(5)).to.deep.equal(["refused"]);
    expect(cloud.sent).to.equal(2);
    cloud.answers = () => answer(200);
    await clock.tickAsync(60_000);
    expect(await given(5)).to.deep.equal([200]);
  });

  it("a login that is refused for one project leaves the others alone, once the user was let in", async () => {
    let asked = 0;
    const login = (id: string) =>
      new IssuedMaterial(async () => {
        asked += 1;
        if (id !== "mine") throw new Refused("was refused");
        return { material: { kind: "token", token: id, projectId: id }, lifetimeMs: 1e7 };
      }, Date.now);
    const sourceFor = (scope: unknown) => login((scope as { id: string }).id);
    session = sessionOf("password", (request) => cloud.send(request), login("mine"), sourceFor);
    const as = (id: string) => {
      const sent = session.send({ method: "GET", url: `${hosts[0]}/v2`, timeoutMs: 10_000 }, { id });
      const end = sent.then(({ status }) => status).catch(({ message }) => message);
      return clock.tickAsync(100).then(() => end);
    };
    expect([await as("mine"), await as("other"), await as("other"), await as("mine")]).to.deep.equal([
      200,
      "was refused",
      "was refused",
      200,
    ]);
    expect(asked).to.equal(2);
  });

  it("one that is revoked costs what was under way, and nothing more", async () => {
    await send(1);
    cloud.answers = () => answer(401);
    expect(await given(7)).to.deep.equal(["refused"]);
    await given(20);
    expect(cloud.refused).to.equal(7);
  });

  it("one that is issued again and again costs one refusal more", async () => {
    use(new IssuedMaterial(async () => ({ material: { ...oneKey }, lifetimeMs: 1e7 }), Date.now));
    await send(1);
    await clock.tickAsync(11_000);
    cloud.answers = () => answer(401);
    expect(await given(7)).to.deep.equal(["refused"]);
    expect(cloud.refused).to.equal(8);
  });

  it("after a refusal one goes at a time until one is accepted: also after one that is no word about it", async () => {
    await send(1);
    for (const stray of [true, false]) {
      cloud.answers = () => (stray ? { ...answer(401), text: "<html>" } : answer(503));
      if (stray) await send(3);
      cloud.most = 0;
      await send(10);
      expect(cloud.most).to.equal(1);
    }
    cloud.answers = () => answer(200);
    await send(10);
    expect(cloud.most).to.equal(9);
  });

  it("who waits for one that cannot reach the same host fails with it; who asks another host does not", async () => {
    cloud.answers = ({ url }) => {
      if (url.startsWith(hosts[1])) return answer(200);
      throw new ApigError("APIG_UNREACHABLE", "no such host");
    };
    const ends = Promise.all([one(), one(), one(`${hosts[1]}/v2`), one()]);
    await clock.tickAsync(200);
    expect(await ends).to.deep.equal(["no such host", "no such host", 200, "no such host"]);
    expect(cloud.sent).to.equal(2);
  });

  describe("while this machine's clock is wrong", () => {
    /** By how much the server is ahead of this machine. */
    let aheadMs: number;
    const serverNow = () => Date.now() + aheadMs;
    const signedAt = (headers: Readonly<Record<string, string>> = {}) =>
      Date.parse((headers["x-sdk-date"] ?? "").replace(/(....)(..)(..)T(..)(..)(..)Z/, "$1-$2-$3T$4:$5:$6Z"));
    const strict: Cloud["answers"] = ({ headers }) => ({
      ...answer(Math.abs(signedAt(headers) - serverNow()) < 15 * 60_000 ? 200 : 401, "APIGW.0301"),
      headers: new Headers({ date: new Date(serverNow()).toUTCString() }),
    });
    beforeEach(() => {
      aheadMs = 0;
      cloud.answers = strict;
    });

    for (const minutes of [-600, -20, 20, 600]) {
      it(`by ${minutes} minutes from the start: one refusal, then the server's time counts`, async () => {
        aheadMs = minutes * 60_000;
        expect(await given(50)).to.deep.equal([200]);
        expect(await given(50)).to.deep.equal([200]);
        expect([cloud.refused, cloud.sent]).to.deep.equal([1, 101]);
      });

      it(`by ${minutes} minutes, all at once in the middle: one refusal, however many are sent then`, async () => {
        await send(50);
        aheadMs = minutes * 60_000;
        clock.setSystemTime(Date.now() - aheadMs);
        expect(await given(50)).to.deep.equal([200]);
        expect(cloud.refused).to.equal(1);
        // And when it is set right again, none.
        aheadMs = 0;
        clock.setSystemTime(Date.now() + minutes * 60_000);
        expect(await given(50)).to.deep.equal([200]);
        expect(cloud.refused).to.equal(1);
      });
    }

    it("by an hour, all at once, while slow answers to earlier requests still come: one refusal", async () => {
      await send(1);
      let turn = 0;
      cloud.answers = async (request) => {
        await sleep(25 * ++turn);
        return strict(request);
      };
      const slow = Array.from({ length: 20 }, () => one());
      await clock.tickAsync(60);
      cloud.answers = async (request) => {
        await sleep(600);
        return strict(request);
      };
      aheadMs = -3_600_000;
      clock.setSystemTime(Date.now() - aheadMs);
      const later = Array.from({ length: 50 }, () => one());
      await clock.tickAsync(60_000);
      expect(new Set(await Promise.all([...slow, ...later]))).to.deep.equal(new Set([200]));
      expect(cloud.refused).to.equal(1);
    });

    it("by a few minutes: the server's time counts as soon as an answer tells it, without a refusal", async () => {
      aheadMs = 5 * 60_000;
      await send(1);
      await send(1);
      let late = 0;
      cloud.answers = (request) => {
        late = serverNow() - signedAt(request.headers);
        return strict(request);
      };
      await send(1);
      expect([Math.abs(late) < 2_000, cloud.refused]).to.deep.equal([true, 0]);
    });

    it("a key that is wrong as well is refused twice, and dead then", async () => {
      aheadMs = 3_600_000;
      cloud.answers = (request) => ({ ...strict(request), status: 401 });
      expect(await given(50)).to.deep.equal(["refused"]);
      expect(cloud.sent).to.equal(2);
    });

    it("what is under way when the clock is found wrong is signed anew, too", async () => {
      await send(1);
      aheadMs = 3_600_000;
      // The clock of a machine that slept: neither of its clocks shows it.
      expect(await given(5)).to.deep.equal([200]);
      expect(await given(50)).to.deep.equal([200]);
      expect(cloud.refused).to.equal(5);
    });
  });
});
