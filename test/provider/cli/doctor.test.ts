import { expect } from "chai";
import { demo, type Emulator, type EmulatorOptions, type Fault, startEmulator } from "../../../emulator";
import { diagnose } from "../../../provider/cli/doctor";
import { asText, reportOf } from "../../../provider/cli/report";
import type { Wanted } from "../../../provider/credentials/resolve";
import { worldOf } from "../credentials/emulated";
import { settings } from "../credentials/settings";

type Texts = Readonly<Record<string, string>>;
const project = { HW_PROJECT_ID: demo.projectId };
const token = { HW_AUTH_TOKEN: demo.token, ...project };
const keys = { HW_ACCESS_KEY: demo.accessKey, HW_SECRET_KEY: demo.secretKey };

describe("doctor", () => {
  let cloud: Emulator;
  afterEach(() => cloud.close());

  async function examine(
    env: Texts,
    instanceId?: string,
    { wanted = {}, ...options }: EmulatorOptions & { wanted?: Wanted } = {},
  ) {
    cloud = await startEmulator({ gateways: { gw: "quota" }, ...options });
    const source = settings({ endpoint: cloud.endpoint }, { HW_AUTH_URL: cloud.url, ...env });
    const report = reportOf(await diagnose(instanceId, wanted, source, worldOf()));
    const text = asText(report);
    for (const secret of [demo.token, demo.secretKey, demo.accessKey, demo.password, "wrong-secret"]) {
      expect(text).to.not.include(secret);
    }
    const wrong = report.checks.find(({ ok }) => !ok);
    expect(report.ok).to.equal(wrong === undefined);
    return { report, text, wrong };
  }

  it("reports that everything is right, and shows what it found", async () => {
    const { report, text } = await examine({ ...token, OS_TOKEN: "other-token" }, "gw");
    expect(report.checks.map(({ name }) => name)).to.deep.equal([
      ...["credential", "endpoint", "connection", "project", "accepted", "permitted", "gateway"],
    ]);
    expect(text).to.include("HW_* (token): HW_AUTH_TOKEN = ****; found but not used: OS_* (token)");
    expect(text).to.include("creating 0%").and.include("All is well.").and.not.include("no gateway was checked");
  });

  it("shows of a credential only what it is made of; what stands beside it is not used", async () => {
    const { text } = await examine({ ...token, ...keys }, "gw");
    expect(text).to.include("HW_* (token): HW_AUTH_TOKEN = ****; found but not used: HW_ACCESS_KEY, HW_SECRET_KEY\n");
  });

  it("without a gateway, checks that the credential may ask for one", async () => {
    const { report } = await examine({ ...keys, HW_PROJECT_NAME: "eu-de" });
    expect(report.ok).to.equal(true);
    expect(report.checks.at(-1)?.name).to.equal("permitted");
    expect(report.checks.at(-1)?.text).to.include("; no gateway was checked: give its id to check one");
  });

  it("ends in time if a server accepts the connection and never answers", async () => {
    cloud = await startEmulator({
      gateways: { gw: { steps: [], end: null, status: "success", faults: [{ from: 0, to: 1e6, kind: "hang" }] } },
    });
    const source = settings({ endpoint: cloud.endpoint }, token);
    const { ok, checks } = reportOf(await diagnose("gw", {}, source, worldOf(), 300));
    expect(ok).to.equal(false);
    expect(checks.at(-1)).to.include({ name: "time", ok: false });
  });
  it("reports a failed gateway as wrong", async () => {
    const { wrong } = await examine(token, "dead", {
      gateways: { dead: { steps: [[0, 0]], end: 0, status: "failed", errorCode: "APIC.9218" } },
    });
    // The API says 0 of it, however far it was.
    expect(wrong).to.include({ name: "gateway", text: "failed APIC.9218" });
    expect(wrong?.advice).to.equal(
      "Raise the project's gateway quota, or delete a gateway that is not used. A failed gateway does not recover: order a new gateway and use its id.",
    );
  });
  it("checks apig:polling as a wait does", async () => {
    cloud = await startEmulator();
    const checks = await diagnose(
      undefined,
      {},
      settings({ endpoint: cloud.endpoint, polling: "eagr" }, token),
      worldOf(),
    );
    expect(checks.at(-1)?.text).to.include('apig:polling must be eager or calm, not "eagr"');
  });

  const answering = (fault: Partial<Fault>): EmulatorOptions => ({
    gateways: { gw: { steps: [], end: null, faults: [{ kind: "status", ...fault }] } },
  });
  const faults: readonly [
    what: string,
    env: Texts,
    id: string | undefined,
    options: EmulatorOptions & { wanted?: Wanted },
    name: string,
    text: string,
  ][] = [
    ["no credential", {}, undefined, {}, "credential", "no credential"],
    ["half a credential", { HW_ACCESS_KEY: "AK" }, undefined, {}, "credential", "HW_SECRET_KEY is not"],
    [
      "an argument that breaks a rule",
      token,
      "a b",
      { wanted: { endpoint: "nowhere" } },
      "arguments",
      "endpoint must be an address",
    ],
    ["a wrong token", { ...token, HW_AUTH_TOKEN: "wrong-secret" }, undefined, {}, "accepted", "Get a new token"],
    [
      "a wrong secret key",
      { ...keys, ...project, HW_SECRET_KEY: "wrong-secret" },
      undefined,
      {},
      "accepted",
      "Correct the secret key: it does not match the access key",
    ],
    [
      "a wrong password",
      {
        HW_USER_NAME: "user",
        HW_DOMAIN_NAME: demo.domainName,
        HW_USER_PASSWORD: "wrong-secret",
        HW_PROJECT_NAME: "eu-de",
      },
      undefined,
      {},
      "accepted",
      "Check user name, password and account",
    ],
    [
      "no permission",
      { ...token, HW_AUTH_TOKEN: demo.powerlessToken },
      undefined,
      {},
      "permitted",
      "apig:instance:getCreateProgress",
    ],
    [
      "a project that does not exist",
      { ...keys, HW_PROJECT_NAME: "nope" },
      undefined,
      {},
      "project",
      'no project is named "nope"',
    ],
    ["a gateway that does not exist", token, "nope", {}, "gateway", "Check the instance id"],
    [
      "an API that fails",
      token,
      "gw",
      answering({ status: 503, headers: { "x-request-id": "r-1" } }),
      "answer",
      "[request r-1] (APIG_UNAVAILABLE) Try again later; if the error persists, contact the cloud's support with the request id.",
    ],
    [
      "a page in place of the API",
      token,
      "gw",
      answering({ status: 404, body: "<html>" }),
      "endpoint",
      "does not serve",
    ],
    [
      "a redirect",
      token,
      "gw",
      answering({ status: 302, headers: { location: "https://other.example/" } }),
      "endpoint",
      "Redirects are not followed",
    ],
    [
      "a CA file that is a folder",
      { ...token, OS_CACERT: "/tmp" },
      undefined,
      {},
      "connection",
      "the CA file /tmp cannot be read (not a file)",
    ],
    ["a clock that is off", token, undefined, { skewSeconds: 300 }, "clock", "s behind set it: a signature"],
    ["another server", token, undefined, { wanted: { endpoint: "http://127.0.0.1:1" } }, "connection", "ECONNREFUSED"],
  ];
  for (const [what, env, id, options, name, text] of faults) {
    it(`explains ${what}`, async () => {
      const { report, wrong } = await examine(env, id, options);
      expect(wrong?.name).to.equal(name);
      const steps = ["accepted", "permitted", "gateway"];
      const before = report.checks.slice(0, -1).map((check) => check.name);
      if (steps.includes(name) && before.includes("project"))
        expect(before.filter((each) => steps.includes(each))).to.deep.equal(steps.slice(0, steps.indexOf(name)));
      expect(`${wrong?.text} ${wrong?.advice}`).to.include(text);
      // A refusal says itself what to do.
      if (name === "accepted") expect(wrong?.advice).to.equal(null);
    });
  }
});

describe("doctor, before any request", () => {
  it("shows no value that is marked as a secret, whatever its key is", async () => {
    const config = (key: string) => (key === "region" ? "s3cr3t TOP" : undefined);
    const source = { config, env: token, secrets: ["s3cr3t TOP"] };
    const [check] = await diagnose(undefined, {}, source, worldOf());
    expect(check?.text).to.include("[redacted]").and.not.include("s3cr3t");
  });

  it("lists every way to a credential where there is none, which the message leaves to it: a line for each kind", async () => {
    const [check] = await diagnose(undefined, {}, settings({ region: "eu-de" }, {}), worldOf());
    for (const way of [
      "apig:userName + apig:password",
      "OS_ACCESS_KEY + OS_SECRET_KEY",
      "HUAWEICLOUD_SDK_AK",
      "HW_PROFILE",
    ]) {
      expect(check?.text).to.not.include(way);
      expect(check?.choices?.join()).to.include(way);
    }
    const [, advice, ...lines] = asText(reportOf(check ? [check] : [])).split("\n");
    expect(advice?.trim()).to.equal("-> set one of these, in the stack config (apig:) or the environment:");
    expect(lines.slice(0, 6).map((line) => line.trim())).to.deep.equal([
      "a token: apig:authToken, HW_AUTH_TOKEN, OS_TOKEN",
      "an access key: apig:accessKey + apig:secretKey, HW_ACCESS_KEY + HW_SECRET_KEY, OS_ACCESS_KEY + OS_SECRET_KEY, HUAWEICLOUD_SDK_AK + HUAWEICLOUD_SDK_SK",
      "a password: apig:userName + apig:password + apig:domainName, HW_USER_NAME + HW_USER_PASSWORD + HW_DOMAIN_NAME, OS_USERNAME + OS_PASSWORD + OS_USER_DOMAIN_NAME",
      "a file: apig:cloud or OS_CLOUD (clouds.yaml), HW_PROFILE (KooCLI), HUAWEICLOUD_SDK_CREDENTIALS_FILE",
      "the agency of this cloud server: apig:ecsAgency",
      "",
    ]);
  });

  const places: [what: string, config: Texts, env: Texts, name: string, text: string][] = [
    ["no region", {}, {}, "region", "no region for the credential of HW_*"],
    ["a region that is none", { region: "eu de" }, {}, "region", "apig:region"],
    ["an endpoint that is none", { endpoint: "ftp://x" }, {}, "endpoint", "apig:endpoint"],
  ];
  for (const [what, config, env, name, text] of places) {
    it(`files ${what} under its own heading`, async () => {
      const [check, ...others] = await diagnose(undefined, {}, settings(config, { ...token, ...env }), worldOf());
      expect([check?.name, others]).to.deep.equal([name, []]);
      expect(check?.text).to.include(text);
    });
  }
});
