import { getEventListeners } from "node:events";
import { expect } from "chai";
import type { SinonFakeTimers } from "sinon";
import type { MaterialSource } from "../../../provider/credentials/credential";
import { IssuedMaterial } from "../../../provider/credentials/materials";
import { Refused, type Session } from "../../../provider/credentials/session";
import { authenticated } from "../../../provider/credentials/sign";
import type { HttpRequest, Reply } from "../../../provider/http/transport";
import { fakeTimers } from "../helpers/fakeTimers";
import { sessionOf } from "./sessions";

const answer = (status: number): Reply => ({ status, headers: new Headers(), text: '{"error_code":"APIC.7102"}' });
const request = { method: "GET", url: "https://api.example/v2" } as const;

describe("Session", () => {
  let clock: SinonFakeTimers;
  let pending: { readonly request: HttpRequest; readonly reply: (reply: Reply) => void }[];
  let issued: number[];
  let issue: (token: string) => Promise<{ lifetimeMs: number }>;
  let session: Session;
  let source: MaterialSource;
  beforeEach(() => {
    clock = fakeTimers();
    pending = [];
    issued = [];
    issue = async () => ({ lifetimeMs: 1e6 });
    const transport = (request: HttpRequest) =>
      new Promise<Reply>((resolve, reject) => {
        request.signal?.addEventListener("abort", () => reject(request.signal?.reason));
        pending.push({ request, reply: resolve });
      });
    source = new IssuedMaterial(async () => {
      const token = `t${issued.push(Date.now())}`;
      return { ...(await issue(token)), material: { kind: "token", token, projectId: null } };
    }, Date.now);
    session = sessionOf("password", transport, source);
  });

  afterEach(() => clock.restore());

  const send = (more: Partial<HttpRequest> = {}) => session.send({ ...request, timeoutMs: 10_000, ...more }, null);
  const failure = (task: Promise<unknown>) =>
    task.then(
      () => "none",
      ({ message }: Error) => message,
    );
  const settle = () => clock.tickAsync(1);
  const reply = async (status: number) => {
    await settle();
    pending.shift()?.reply(answer(status));
    await settle();
  };
  /** A first request, which shows that the credential is good. */
  const begin = async (status = 200) => {
    const first = send();
    await reply(status);
    await first;
    await clock.tickAsync(20_000);
  };

  it("renews once for all that were under way with the same material", async () => {
    await begin();
    const three = [send(), send(), send()];
    for (const status of [401, 401, 401, 200, 200, 200]) await reply(status);
    expect((await Promise.all(three)).map(({ status }) => status)).to.deep.equal([200, 200, 200]);
    expect(issued).to.have.length(2);
  });

  it("one that is given up while it waits for its turn is never sent, and its place goes to the next", async () => {
    const stop = new AbortController();
    const first = send();
    const [given, next] = [failure(send({ signal: stop.signal })), send()];
    await settle();
    stop.abort();
    expect(await given).to.equal("the request was cancelled");
    expect(pending).to.have.length(1);
    expect(getEventListeners(stop.signal, "abort")).to.deep.equal([]);
    await reply(503);
    expect(pending).to.have.length(1);
    await reply(200);
    await Promise.all([first, next]);
    expect(pending).to.have.length(0);
  });

  it("one that is given up just when its turn comes is never sent either", async () => {
    const stop = new AbortController();
    const first = send();
    const given = failure(send({ signal: stop.signal }));
    await settle();
    const get = source.get.bind(source);
    // It is asked for what authenticates the request, once it is its turn.
    source.get = () => {
      stop.abort();
      return get();
    };
    await reply(200);
    await first;
    expect(await given).to.equal("the request was cancelled");
    expect(pending).to.have.length(0);
  });

  it("one that is given up during a login is never sent, and the login serves the next", async () => {
    issue = () => new Promise((resolve) => setTimeout(() => resolve({ lifetimeMs: 1e6 }), 3_000));
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 1_000);
    const given = failure(send({ signal: stop.signal }));
    const next = send();
    await clock.tickAsync(3_001);
    expect(await given).to.equal("the request was cancelled");
    expect(pending).to.have.length(1);
    await reply(200);
    await next;
    expect(issued).to.have.length(1);
  });

  describe("what lives short", () => {
    /** A request every two seconds, as a wait sends them; what each gave. */
    const poll = async (seconds: number, good: (token: string) => boolean) => {
      const seen: unknown[] = [];
      for (let at = 0; at < seconds; at += 2) {
        const one = send().then(
          ({ status }) => seen.push(status),
          (error) => seen.push(error instanceof Refused ? "refused" : error.code),
        );
        for (await settle(); pending.length > 0; await settle()) {
          const { request, reply } = pending.shift() as (typeof pending)[number];
          reply(answer(good(request.headers?.["x-auth-token"] ?? "") ? 200 : 401));
        }
        await one;
        await clock.tickAsync(2_000 - 2);
      }
      return seen;
    };
    const youngerThan = (ms: number) => (token: string) => Date.now() - (issued[Number(token.slice(1)) - 1] ?? 0) < ms;
    const gaps = () => issued.slice(1).map((at, index) => at - (issued[index] ?? 0));

    it("is asked for once in 10 s at most, however often it is refused; what worked clears the count", async () => {
      const seen = await poll(120, youngerThan(3_000));
      expect(new Set(seen)).to.deep.equal(new Set([200, "APIG_THROTTLED"]));
      expect(issued.length).to.be.within(9, 12);
      expect(Math.min(...gaps())).to.be.at.least(10_000);
    });

    it("also where its end is known, without one refused request", async () => {
      issue = async () => ({ lifetimeMs: 3_000 });
      let refused = 0;
      const seen = await poll(120, (token) => youngerThan(3_000)(token) || refused++ < 0);
      expect(new Set(seen)).to.deep.equal(new Set([200, "APIG_THROTTLED"]));
      expect([refused, Math.min(...gaps()) >= 10_000]).to.deep.equal([0, true]);
    });

    it("but two refusals in a row end it", async () => {
      const seen = await poll(60, () => false);
      expect(seen.slice(0, 2)).to.deep.equal(["APIG_THROTTLED", "APIG_THROTTLED"]);
      expect([seen.at(-1), issued.length]).to.deep.equal(["refused", 2]);
    });
  });
});

describe("authenticated", () => {
  const keys = { kind: "access key", accessKey: "AK", secretKey: "sk", securityToken: "st" } as const;
  it("signs what names the project, and neither what the client adds nor the security token", () => {
    const headers = { accept: "application/json", "x-project-id": "p" };
    const sent = authenticated({ ...request, headers }, keys, "2026-01-02T03:04:05.000Z");
    expect(sent.authorization).to.include("SignedHeaders=host;x-project-id;x-sdk-date,");
    expect(sent).to.include({ ...headers, "x-security-token": "st" });
  });
});
