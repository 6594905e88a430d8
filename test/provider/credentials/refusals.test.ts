import { expect } from "chai";
import { demo, type Emulator, startEmulator } from "../../../emulator";
import type { ApiConnection } from "../../../provider/credentials/connections";
import type { SettingsSource } from "../../../provider/credentials/settings/profile";
import type { ApigError } from "../../../provider/errors";
import { openConnection, poll, worldOf } from "./emulated";
import { settings } from "./settings";

type Texts = Readonly<Record<string, string>>;
const project = { HW_PROJECT_ID: demo.projectId, OS_PROJECT_ID: demo.projectId };
const keys = { HW_ACCESS_KEY: demo.accessKey, HW_SECRET_KEY: demo.secretKey };
const password = { HW_USER_NAME: demo.userName, HW_USER_PASSWORD: demo.password, HW_DOMAIN_NAME: demo.domainName };
const fifty = Array.from({ length: 50 }, (_, index) => index);

describe("refused credentials", () => {
  let cloud: Emulator;
  let now: number;
  beforeEach(async () => {
    now = Date.parse("2026-01-02T03:04:05Z");
    cloud = await startEmulator({ gateways: { gw: "success" }, now: () => now });
  });
  afterEach(() => cloud.close());

  const sourceOf = (env: Texts, config: Texts = {}) =>
    settings(
      { endpoint: cloud.url, ...config },
      { ...project, HW_AUTH_URL: cloud.url, OS_AUTH_URL: cloud.url, ...env },
    );
  const open = (source: SettingsSource) => openConnection({}, source, worldOf({ now: () => now }));
  const refusals = () => cloud.requests.filter(({ status }) => status === 401).length;
  const outcome = (task: Promise<unknown>): Promise<ApigError | "accepted"> =>
    task.then(
      () => "accepted" as const,
      (error) => error,
    );
  const fiftyPolls = (source: SettingsSource) => Promise.all(fifty.map(() => outcome(open(source).then(poll))));

  const wrong: readonly [kind: string, env: Texts, refused: number][] = [
    ["token", { HW_AUTH_TOKEN: "wrong-secret" }, 1],
    ["access key", { ...keys, HW_SECRET_KEY: "wrong-secret" }, 1],
    ["password", { ...password, HW_USER_PASSWORD: "wrong-secret" }, 1],
  ];
  for (const [kind, env, count] of wrong) {
    it(`are sent at most twice by 50 resources at once, and never again: ${kind}`, async () => {
      const source = sourceOf(env);
      const errors = await fiftyPolls(source);
      expect(new Set(errors.map((error) => (error as ApigError).message)).size).to.equal(1);
      expect((errors[0] as ApigError).code).to.equal("APIG_UNAUTHORIZED");
      expect((errors[0] as ApigError).message)
        .to.include("HW_* (")
        .and.not.include("wrong-secret");
      await fiftyPolls(source);
      expect([refusals(), cloud.requests.length]).to.deep.equal([count, count]);
    });
  }

  it("lets the first request of a credential go alone, then all", async () => {
    const source = sourceOf({ ...password, HW_PROJECT_ID: "", HW_PROJECT_NAME: "eu-de" });
    expect(await fiftyPolls(source)).to.deep.equal(fifty.map(() => "accepted"));
    expect(cloud.requests.filter(({ path }) => path.startsWith("/v3/auth/tokens"))).to.have.length(1);
  });

  const others: readonly [what: string, config: Texts, env: Texts, other: string][] = [
    ["a stale token in the stack config", { authToken: "stale-token" }, { HW_AUTH_TOKEN: demo.token }, "HW_* (token)"],
    ["a wrong access key", {}, { ...keys, HW_SECRET_KEY: "stale-token", OS_TOKEN: demo.token }, "OS_* (token)"],
    ["a wrong password", {}, { ...password, HW_USER_PASSWORD: "stale-token", OS_TOKEN: demo.token }, "OS_* (token)"],
  ];
  for (const [what, config, env, other] of others) {
    it(`are an error, also beside another whole credential, which it names: ${what}`, async () => {
      const source = sourceOf(env, config);
      const error = (await outcome(open(source).then(poll))) as ApigError;
      expect(error.code).to.equal("APIG_UNAUTHORIZED");
      expect(error.message)
        .to.include(`Other credentials were found but not used: ${other}`)
        .and.not.match(/stale-|AKEX/);
      expect(error.message).to.include("[request ");
      await outcome(open(source).then(poll));
      expect(cloud.requests).to.have.length(1);
    });
  }
  it("are an error also while the project is looked up", async () => {
    const env = { HW_PROJECT_ID: "", OS_PROJECT_ID: "", OS_TOKEN: demo.token };
    const source = sourceOf(env, { authToken: "stale-token", authUrl: cloud.url });
    expect(((await outcome(open(source))) as ApigError).message).to.match(
      /^credential stack config \(token\) was rejected/,
    );
    expect(cloud.requests).to.have.length(1);
  });

  describe("in the middle of a wait", () => {
    it("renew a login once, for everybody", async () => {
      const source = sourceOf(password);
      await fiftyPolls(source);
      now += 10_000;
      cloud.revokeToken();
      expect(await fiftyPolls(source)).to.deep.equal(fifty.map(() => "accepted"));
      expect(refusals()).to.be.within(1, fifty.length);
      expect(cloud.requests.filter(({ method }) => method === "POST")).to.have.length(2);
    });
    it("end for good when the renewed login does not help", async () => {
      const source = sourceOf(password);
      await fiftyPolls(source);
      now += 10_000;
      cloud.setFaults("GET /v2", [
        { kind: "status", status: 401, body: '{"error_code":"APIC.7102","error_msg":"no"}' },
      ]);
      const errors = await fiftyPolls(source);
      expect(errors.every((error) => (error as ApigError).code === "APIG_UNAUTHORIZED")).to.equal(true);
      const refused = refusals();
      expect(refused).to.be.within(2, fifty.length + 1);
      await fiftyPolls(source);
      expect(refusals()).to.equal(refused);
    });
    it("end a given token at once", async () => {
      const source = sourceOf({ HW_AUTH_TOKEN: demo.token });
      await fiftyPolls(source);
      cloud.revokeToken();
      await fiftyPolls(source);
      const refused = refusals();
      expect(refused).to.be.within(1, fifty.length);
      await fiftyPolls(source);
      expect(refusals()).to.equal(refused);
    });
    it("end an access key whose secret was changed: one that is under way may cost a refusal each, nothing after it", async () => {
      const source = sourceOf(keys);
      await fiftyPolls(source);
      cloud.setSecret(demo.accessKey, "another");
      await Promise.all([outcome(open(source).then(poll)), outcome(open(source).then(poll))]);
      await fiftyPolls(source);
      expect(refusals()).to.be.within(1, 2);
      const changed = sourceOf({ ...keys, HW_SECRET_KEY: "another" });
      expect((await poll(await open(changed))).status).to.equal(200);
    });
  });

  it("renews a login before it runs out", async () => {
    const source = sourceOf(password);
    const access: ApiConnection = await open(source);
    await poll(access);
    now += 86_400_000 - 6 * 60_000;
    await poll(access);
    now += 2 * 60_000;
    await poll(access);
    expect(cloud.requests.filter(({ method }) => method === "POST")).to.have.length(2);
    expect(refusals()).to.equal(0);
  });
  it("goes on with a login that is still good when IAM cannot renew it", async () => {
    const access = await open(sourceOf(password));
    await poll(access);
    cloud.setFaults("POST /v3/auth/tokens", [{ kind: "status", status: 503 }]);
    now += 86_400_000 - 4 * 60_000;
    expect((await poll(access)).status).to.equal(200);
    now += 5 * 60_000;
    expect(((await outcome(poll(access))) as ApigError).code).to.equal("APIG_UNAVAILABLE");
  });
  it("renews an agency's keys before the hour ends, and signs each request afresh", async () => {
    const access = await open(
      sourceOf({ APIG_METADATA_ADDRESS: cloud.url }, { ecsAgency: "true", projectId: demo.projectId }),
    );
    for (let minute = 0; minute < 150; minute += 10) {
      expect((await poll(access)).status).to.equal(200);
      now += 10 * 60_000;
    }
    expect(cloud.requests.filter(({ path }) => path === "/openstack/latest/securitykey").length).to.be.within(3, 4);
  });
  it("are none for a clock that is wrong: an access key is signed with the server's time from the second request on", async () => {
    const source = sourceOf(keys);
    const access = await openConnection({}, source, worldOf({ now: () => now + 20 * 60_000 }));
    expect((await poll(access)).status).to.equal(200);
    expect((await poll(access)).status).to.equal(200);
    expect([refusals(), cloud.requests.length]).to.deep.equal([1, 3]);
  });
  it("tell how wrong the clock is, where a key is wrong as well", async () => {
    const access = await openConnection(
      {},
      sourceOf({ ...keys, HW_SECRET_KEY: "wrong-secret" }),
      worldOf({ now: () => now + 20 * 60_000 }),
    );
    expect(((await outcome(poll(access))) as ApigError).message).to.include("this machine's clock is 20m0s ahead");
    expect(refusals()).to.equal(2);
  });
  it("hides what a server echoes of header values", async () => {
    const temporary = {
      HW_ACCESS_KEY: demo.temporary.accessKey,
      HW_SECRET_KEY: "wrong-secret",
      HW_SECURITY_TOKEN: demo.temporary.securityToken,
    };
    const error = (await outcome(open(sourceOf(temporary)).then(poll))) as ApigError;
    expect(error.message).to.include("canonicalRequest");
    for (const secret of Object.values(temporary)) expect(error.message).to.not.include(secret);
  });
});
