import { expect } from "chai";
import { type Emulator, type Fault, startEmulator } from "../../emulator";
import { faultAt } from "../../emulator/fault";
import { type Client, client, manualClock } from "./client";

describe("faultAt", () => {
  const a: Fault = { kind: "hang", from: 10, to: 20 };
  const b: Fault = { kind: "reset", turns: [3, 4] };
  const c: Fault = { kind: "huge", from: 30, reused: true };
  const cases: [elapsed: number, turn: number, isReused: boolean, expected: Fault | undefined][] = [
    [9.9, 1, false, undefined],
    [10, 1, true, a],
    [19.9, 3, false, a],
    [20, 1, false, undefined],
    [20, 3, false, b],
    [20, 4, true, b],
    [20, 5, false, undefined],
    [30, 1, false, undefined],
    [30, 1, true, c],
  ];
  for (const [elapsed, turn, isReused, expected] of cases) {
    it(`${elapsed} s, turn ${turn}, ${isReused ? "an old" : "a new"} connection: ${expected?.kind ?? "none"}`, () => {
      expect(faultAt([a, b, c], { elapsed, turn, isReused, speed: 1 })).to.equal(expected);
    });
  }
});

describe("a fault", () => {
  const clock = manualClock();
  let emulator: Emulator;
  let api: Client;
  before(async () => {
    emulator = await startEmulator({ now: clock.now, speed: 1000 });
    api = client(emulator);
  });
  after(() => emulator.close());

  const poll = (fault: Fault) => {
    emulator.setGateway("gw", { steps: [[0, 30]], end: 100, faults: [fault] });
    return api.progress("gw");
  };
  const lastRecord = () => emulator.requests.at(-1);
  const failing = async (call: Promise<unknown>) =>
    call.then(
      () => "answered",
      (error: Error & { cause?: { code?: string } }) => error.cause?.code ?? error.name,
    );

  it("answers with a status, a body and headers of its own", async () => {
    const answer = await poll({ kind: "status", status: 429, body: "slow down", headers: { "retry-after": "7" } });
    expect(answer).to.deep.include({ status: 429, text: "slow down" });
    expect(answer.headers.get("retry-after")).to.equal("7");
    expect(lastRecord()).to.include({ status: 429, fault: "status", gatewayId: "gw" });
  });

  it("answers a documented status with the documented body", async () => {
    expect((await poll({ kind: "status", status: 403 })).body.error_code).to.equal("APIC.7106");
    expect((await poll({ kind: "status", status: 429 })).body.error_code).to.equal("APIGW.0308");
    expect((await poll({ kind: "status", status: 200, body: { status: 7 } })).body).to.deep.equal({ status: 7 });
  });

  it("redirects", async () => {
    const answer = await poll({ kind: "redirect", location: "http://127.0.0.1:1/" });
    expect([answer.status, answer.headers.get("location")]).to.deep.equal([302, "http://127.0.0.1:1/"]);
  });

  it("hangs until the client gives up", async () => {
    emulator.setGateway("gw", { steps: [], faults: [{ kind: "hang" }] });
    const signal = AbortSignal.timeout(50);
    const call = fetch(`${emulator.url}${api.instances("gw")}/progress`, {
      headers: { "x-auth-token": emulator.token },
      signal,
    });
    expect(await failing(call)).to.equal("TimeoutError");
    expect(lastRecord()).to.include({ status: null, fault: "hang" });
  });

  it("resets the connection, before the answer or in the middle of it", async () => {
    expect(await failing(poll({ kind: "reset" }))).to.match(/ECONNRESET|UND_ERR_SOCKET/);
    expect(lastRecord()?.status).to.equal(null);
    expect(await failing(poll({ kind: "reset", bytes: 20 }))).to.match(/ECONNRESET|UND_ERR_SOCKET/);
    expect(lastRecord()?.status).to.equal(200);
  });

  it("cuts the body short", async () => expect(await failing(poll({ kind: "truncated" }))).to.equal("UND_ERR_SOCKET"));

  it("drips the body", async () => {
    const begun = performance.now();
    const answer = await poll({ kind: "slow", seconds: 100 });
    expect(answer.body.progress).to.equal(30);
    expect(performance.now() - begun).to.be.at.least(90);
  });

  it("sends more than anyone should read", async () => {
    const { text, body } = await poll({ kind: "huge", bytes: 300_000 });
    expect(text).to.have.lengthOf(300_000);
    expect(body.progress).to.equal(30);
  });

  it("refuses connections for a while", async () => {
    expect(await failing(poll({ kind: "refused", turns: [1], seconds: 100 }))).to.match(/ECONNRESET|UND_ERR_SOCKET/);
    expect(await failing(api.progress("gw"))).to.equal("ECONNREFUSED");
    await new Promise((resolve) => setTimeout(resolve, 130));
    expect((await api.progress("gw")).status).to.equal(200);
  });

  it("can be closed while it refuses connections or hangs", async () => {
    const other = await startEmulator({
      gateways: { gw: { steps: [], faults: [{ kind: "hang", turns: [1] }, { kind: "refused" }] } },
    });
    const hanging = failing(client(other).progress("gw"));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(await failing(client(other).progress("gw"))).not.to.equal("answered");
    await other.close();
    expect(await hanging).not.to.equal("answered");
  });

  it("comes in turns, counted by gateway", async () => {
    emulator.setGateway("turns", { steps: [], faults: [{ kind: "status", status: 503, turns: [2, 3] }] });
    const statuses: number[] = [];
    for (let turn = 1; turn <= 4; turn += 1) statuses.push((await api.progress("turns")).status);
    expect(statuses).to.deep.equal([200, 503, 503, 200]);
  });

  it("meets any other call by its method and path, before anything else is asked", async () => {
    emulator.setFaults("POST /v3/auth/tokens", [
      { kind: "status", status: 429, headers: { "retry-after": "1" }, turns: [1] },
    ]);
    const call = async (method: string) => (await api.send(method, "/v3/auth/tokens", {})).status;
    expect([await call("GET"), await call("POST"), await call("POST")]).to.deep.equal([401, 429, 400]);
    emulator.setFaults("POST /v3/auth/tokens", [{ kind: "status", status: 502 }]);
    expect(await call("POST")).to.equal(502);
    emulator.setFaults("POST /v3/auth/tokens", []);
    expect(await call("POST")).to.equal(400);
  });
});

describe("a limit of calls", () => {
  const clock = manualClock();
  it("takes so many in a second of the clock, whoever makes them, and answers 429 to the others", async () => {
    const emulator = await startEmulator({ now: clock.now, callsPerSecond: 3, gateways: { gw: "success" } });
    const api = client(emulator);
    const statuses = async (count: number) => {
      const answers = [];
      for (let call = 0; call < count; call++) answers.push(await api.progress("gw"));
      return answers.map(({ status, body }) => (status === 429 ? body.error_code : status));
    };
    try {
      await api.call("GET", "/v3");
      expect(await statuses(4)).to.deep.equal([200, 200, "APIGW.0308", "APIGW.0308"]);
      clock.advance(1);
      expect(await statuses(4)).to.deep.equal([200, 200, 200, "APIGW.0308"]);
      expect(emulator.requests.at(-1)).to.include({ status: 429, gatewayId: "gw" });
    } finally {
      await emulator.close();
    }
  });
});
