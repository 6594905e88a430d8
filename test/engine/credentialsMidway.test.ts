import { expect } from "chai";
import * as apig from "pulumi-apig";
import { demo } from "../../emulator";
import { Engine } from "./helpers/engine";
import { expectNoLeak } from "./helpers/leaks";

const ids = Array.from({ length: 8 }, (_, index) => `gw-${index}`);
const program = async () => {
  for (const instanceId of ids) new apig.GatewayReadiness(instanceId, { instanceId });
};

describe("credentials that end in the middle of a wait", () => {
  let engine: Engine;
  const start = async (options: object = {}) => {
    engine = await Engine.start(options);
    // About six seconds of real time.
    for (const id of ids) engine.cloud.setGateway(id, { steps: [[0, 30]], end: 600, status: "success" });
  };
  afterEach(() => engine.stop());

  const login = () => ({
    HW_AUTH_TOKEN: "",
    HW_USER_NAME: demo.userName,
    HW_USER_PASSWORD: demo.password,
    HW_DOMAIN_NAME: demo.domainName,
    HW_AUTH_URL: engine.cloud.url,
  });
  const refused = () => engine.cloud.requests.filter(({ status }) => status === 401);
  const logins = () => engine.cloud.requests.filter(({ method }) => method === "POST");
  const polls = () => engine.cloud.requests.filter(({ gatewayId, status }) => gatewayId !== null && status === 200);
  const onceSeen = async (act: () => void) => {
    while (polls().length < ids.length) await new Promise((resolve) => setTimeout(resolve, 20));
    act();
  };

  it("are renewed before they run out, however short they live, but not more often than once in 10 s", async () => {
    await start({ tokenLifetimeSeconds: 3 });
    // Ready only after the second token has run out.
    for (const id of ids) engine.cloud.setGateway(id, { steps: [[0, 30]], end: 1_400, status: "success" });
    const stack = await engine.stack("expiry", program, { env: login() });
    const run = await stack.up();
    expect(run.ok, run.screen).to.equal(true);
    expect(refused()).to.deep.equal([]);
    expect(logins().length).to.be.at.least(3);
    const times = logins().map(({ time }) => Date.parse(time));
    for (const [index, at] of times.slice(1).entries()) expect(at - (times[index] ?? 0)).to.be.at.least(8_000);
    expectNoLeak([demo.password], stack, [run], [engine.cloud]);
  });

  it("are renewed once when they are revoked, for every resource", async () => {
    await start();
    const stack = await engine.stack("revocation", program, { env: login() });
    const [run] = await Promise.all([stack.up(), onceSeen(() => engine.cloud.revokeToken())]);
    expect(run.ok, run.screen).to.equal(true);
    expect(refused().length).to.be.within(1, ids.length);
    expect(logins()).to.have.length(2);
  });

  it("a page of IAM instead of a new login is tried again; one that stays ends the wait", async () => {
    await start({ tokenLifetimeSeconds: 3 });
    for (const id of ids) engine.cloud.setGateway(id, { steps: [[0, 30]], end: 30_000, status: "success" });
    const page = { kind: "status", status: 400, body: "<html><h1>Blocked</h1></html>" } as const;
    const stack = await engine.stack("page", program, { env: login() });
    const [run] = await Promise.all([
      stack.up(),
      onceSeen(() => engine.cloud.setFaults("POST /v3/auth/tokens", [page])),
    ]);
    expect(run.ok).to.equal(false);
    expect(run.screen).to.match(/could not be queried: IAM at \S+: HTTP 400 "Blocked".*; last seen creating at 30%/);
    expect(run.screen).to.include("Correct what the answer reports, then run pulumi up again.");
    const pages = engine.cloud.requests.filter(({ status }) => status === 400).map(({ time }) => Date.parse(time));
    expect(pages.length).to.be.at.least(3);
    expect((pages.at(-1) ?? 0) - (pages[0] ?? 0), "milliseconds from the first page to the last").to.be.at.least(
      29_000,
    );
    for (const id of ids) expect(stack.state.resource(id)?.outputs).to.include({ status: "creating", progress: 30 });
  });

  it("are an error that names the others that are there, and nobody acts as one of them", async () => {
    await start();
    const config = { "apig:authToken": { value: demo.token, secret: true } };
    const env = { HW_AUTH_TOKEN: "", OS_ACCESS_KEY: demo.accessKey, OS_SECRET_KEY: demo.secretKey };
    const stack = await engine.stack("others", program, { env, config });
    const [run] = await Promise.all([stack.up(), onceSeen(() => engine.cloud.revokeToken())]);
    expect(run.ok).to.equal(false);
    expect(run.screen).to.match(
      /stack config \(token\) was rejected by \S+ with .*Other credentials were found but not used: OS_\* \(access key\)/,
    );
    const refusedSoFar = refused().length;
    expect(refusedSoFar).to.be.within(1, ids.length);
    const refresh = await stack.refresh();
    expect(refresh.screen).to.include("stack config (token) was rejected");
    // The second process begins with one request.
    expect(refused().length).to.equal(refusedSoFar + 1);
    expectNoLeak([demo.token, demo.accessKey, demo.secretKey], stack, [run, refresh], [engine.cloud]);
  });

  it("an access key is signed with the cloud's time: one request is refused, however wrong this machine's clock is", async () => {
    await start({ skewSeconds: 3_600 });
    const env = { HW_AUTH_TOKEN: "", HW_ACCESS_KEY: demo.accessKey, HW_SECRET_KEY: demo.secretKey };
    const stack = await engine.stack("clock", program, { env });
    const run = await stack.up();
    expect(run.ok, run.screen).to.equal(true);
    expect(refused()).to.have.length(1);
    expectNoLeak([demo.accessKey, demo.secretKey], stack, [run], [engine.cloud]);
  });

  it("a clock that jumps in the middle of a wait costs one refused request for each that is under way", async () => {
    let aheadMs = 0;
    await start({ now: () => Date.now() + aheadMs });
    const env = { HW_AUTH_TOKEN: "", HW_ACCESS_KEY: demo.accessKey, HW_SECRET_KEY: demo.secretKey };
    const one = async () => void new apig.GatewayReadiness("gw-0", { instanceId: "gw-0" });
    const stack = await engine.stack("jump", one, { env });
    const jump = async () => {
      while (polls().length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
      aheadMs = 3_600_000;
    };
    const [run] = await Promise.all([stack.up(), jump()]);
    expect(run.ok, run.screen).to.equal(true);
    expect(refused()).to.have.length(1);
  });

  it("end the wait when a 401 never heals: one refused request for each gateway and one more at most, and the state keeps what was seen", async () => {
    await start();
    const stack = await engine.stack("never", program, { env: login() });
    const unhealed = { kind: "status", status: 401, body: '{"error_code":"APIC.7102","error_msg":"no"}' } as const;
    const [run] = await Promise.all([stack.up(), onceSeen(() => engine.cloud.setFaults("GET /v2", [unhealed]))]);
    expect(run.ok).to.equal(false);
    expect(run.screen).to.include("HW_* (password) was rejected by 127.0.0.1").and.include("npx pulumi-apig doctor");
    expect(refused().length).to.be.within(2, ids.length + 1);
    for (const id of ids) expect(stack.state.resource(id)?.outputs).to.include({ status: "creating", progress: 30 });
    expectNoLeak([demo.password], stack, [run], [engine.cloud]);
  });
});
