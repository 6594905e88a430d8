import { expect } from "chai";
import sinon, { type SinonFakeTimers } from "sinon";
import { seeded } from "../../../bench/chance";
import {
  type AuthMaterial,
  type CredentialProvider,
  fixedMaterial,
  IssuedMaterial,
} from "../../../provider/credentials/authMaterial";
import { Refused, Session } from "../../../provider/credentials/session";
import type { Reply } from "../../../provider/http/transport";

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const oneKey: AuthMaterial = { kind: "keys", accessKey: "AK", secretKey: "sk", securityToken: null };
const answer = (status: number, code = "APIC.7102"): Reply => ({
  status,
  headers: new Headers(),
  text: `{"error_code":"${code}"}`,
});
/** So many refusals in a row lock a key, as in the emulator. */
const lockAt = 5;

/** A cloud that may refuse a key, and how many of its requests are under way. */
class Cloud {
  refuses: () => boolean = () => false;
  /** How long one answer takes, milliseconds. */
  takes: () => number = () => 50;
  kind: () => Reply = () => answer(200);
  underWay = 0;
  most = 0;
  refused = 0;
  inARow = 0;
  mostInARow = 0;

  send = async (): Promise<Reply> => {
    this.most = Math.max(this.most, ++this.underWay);
    const ms = this.takes();
    // What takes long takes it after the key was checked.
    const checkedMs = Math.min(ms / 2, 2_500);
    await sleep(checkedMs);
    const reply = this.refuses() ? answer(401) : this.kind();
    if (reply.status === 401) this.refused += 1;
    this.inARow = reply.status === 401 ? this.inARow + 1 : 0;
    this.mostInARow = Math.max(this.mostInARow, this.inARow);
    await sleep(ms - checkedMs);
    this.underWay -= 1;
    return reply;
  };
}

describe("a credential that many requests use", () => {
  let clock: SinonFakeTimers;
  let cloud: Cloud;
  let session: Session;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ now: Date.UTC(2026, 0, 2) });
    cloud = new Cloud();
    session = new Session({ kind: "access key", transport: cloud.send, now: Date.now, redact: (text) => text });
  });
  afterEach(() => clock.restore());

  const request = { method: "GET", url: "https://api.example/v2" } as const;
  const ended: (string | number)[] = [];
  const send = (count: number, provider: CredentialProvider = fixedMaterial(oneKey)) =>
    Promise.all(
      Array.from({ length: count }, () =>
        session.send(request, provider).then(
          ({ status }) => status,
          (error) => (error instanceof Refused ? "refused" : String(error)),
        ),
      ),
    ).then((all) => ended.push(...all));
  const all = async (task: Promise<unknown>) => {
    let over = false;
    task.finally(() => {
      over = true;
    });
    while (!over) await clock.tickAsync(10);
  };

  it("is tried by one of them, then three go at once: 300 at 50 ms take 5 s, not 15", async () => {
    const began = Date.now();
    const many = send(300);
    await clock.tickAsync(40);
    expect(cloud.underWay).to.equal(1);
    await all(many);
    expect(cloud.most).to.equal(3);
    expect(Date.now() - began).to.be.within(5_000, 5_100);
  });

  for (const status of [403, 404]) {
    it(`a ${status} shows that it is good, too`, async () => {
      cloud.kind = () => answer(status, "APIC.7302");
      await all(send(20));
      expect(cloud.most).to.equal(3);
    });
  }

  it("a 503 does not: each goes alone", async () => {
    cloud.kind = () => answer(503);
    await all(send(20));
    expect(cloud.most).to.equal(1);
  });

  it("three that hang hold the others up for 5 s, since a refusal comes sooner", async () => {
    await all(send(1));
    cloud.takes = () => (cloud.underWay > 3 ? 50 : 30_000);
    send(4);
    await clock.tickAsync(4_900);
    expect(cloud.most).to.equal(3);
    await clock.tickAsync(200);
    expect(cloud.most).to.equal(4);
    await clock.tickAsync(60_000);
  });

  it("after a refusal one goes at once, until one is accepted: also after one that is no word about it", async () => {
    await all(send(1));
    for (const stray of [true, false]) {
      cloud.kind = () => (stray ? { ...answer(401), text: "<html>" } : answer(503));
      if (stray) await all(send(3));
      cloud.most = 0;
      await all(send(10));
      expect(cloud.most).to.equal(1);
    }
    cloud.kind = () => answer(200);
    await all(send(10));
    expect(cloud.most).to.equal(3);
  });

  const providers: readonly [what: string, make: () => CredentialProvider, most: number][] = [
    ["a key", () => fixedMaterial(oneKey), 3],
    [
      "a key that is issued again and again",
      () => new IssuedMaterial(async () => ({ material: { ...oneKey }, lifetimeMs: 1e7 }), Date.now),
      4,
    ],
  ];
  for (const [what, make, most] of providers) {
    it(`${what}: revoked at any moment, however long answers take, it costs ${most} refusals and locks nothing`, async () => {
      for (let seed = 1; seed <= 30; seed++) {
        const chance = seeded(seed);
        cloud = new Cloud();
        session = new Session({ kind: "server agency", transport: () => cloud.send(), now: Date.now, redact: String });
        const hangs = seed % 3 === 0;
        const latest = 50 + chance() * 4_900;
        cloud.takes = () => (hangs && chance() < 0.1 && !cloud.refuses() ? 40_000 : 10 + chance() * latest);
        const revokedAt = Date.now() + 11_000 + chance() * 9_000;
        cloud.refuses = () => Date.now() >= revokedAt;
        const provider = make();
        for (let at = 0; at < 60; at++) {
          send(1 + Math.floor(chance() * 10), provider);
          await clock.tickAsync(1_000);
        }
        await clock.tickAsync(200_000);
        expect(cloud.refused, `seed ${seed}`).to.be.within(1, most);
        expect(cloud.mostInARow, `seed ${seed}`).to.be.below(lockAt);
        expect(ended.at(-1)).to.equal("refused");
      }
    });
  }
});
