import { expect } from "chai";
import { demo, type Emulator, startEmulator } from "../../emulator";
import { type Client, client, manualClock } from "./client";
import { type Signing, signedHeaders } from "./signing";

type Json = Record<string, unknown>;

const { agency } = demo;
const byName = { agency_name: agency.name, domain_name: agency.domainName };
const inProject = { project: { name: agency.projectName } };
const tokens = "/v3/auth/tokens";
const keys = "/v3.0/OS-CREDENTIAL/securitytokens";

describe("an agency of another account", () => {
  const clock = manualClock();
  let emulator: Emulator;
  let api: Client;
  beforeEach(async () => {
    emulator = await startEmulator({
      now: clock.now,
      gateways: { gw: "success", [`${agency.projectId}/theirs`]: "success" },
    });
    api = client(emulator);
  });
  afterEach(() => emulator.close());

  const bodyOf = (assume_role: Json, scope?: Json) => ({
    auth: { identity: { methods: ["assume_role"], assume_role }, ...(scope && { scope }) },
  });
  const assume = (path: string, assume_role: Json = byName, token: string = demo.accountToken, scope?: Json) =>
    api.call("POST", path, bodyOf(assume_role, scope), { token });
  const assumeSigned = (path: string, signing: Signing = {}) => {
    const body = bodyOf(byName);
    const headers = signedHeaders(emulator, clock.now(), "POST", path, { ...signing, body: JSON.stringify(body) });
    return api.send("POST", path, headers, body);
  };
  const theirs = `/v2/${agency.projectId}/apigw/instances/theirs/progress`;
  const ours = `/v2/${demo.projectId}/apigw/instances/gw/progress`;

  describe("gives a token", () => {
    const forms: [name: string, assumeRole: Json][] = [
      ["by the account's name", byName],
      ["by the account's id", { agency_name: agency.name, domain_id: agency.domainId }],
      ["in Open Telekom Cloud's words", { xrole_name: agency.name, domain_name: agency.domainName }],
    ];
    for (const [name, assumeRole] of forms) {
      it(`${name}, good for the other account's project alone`, async () => {
        const { status, headers, body } = await assume(tokens, assumeRole, demo.accountToken, inProject);
        expect(status).to.equal(201);
        const domain = { id: agency.domainId, name: agency.domainName };
        const token = body.token as Json & { user: Json; assumed_by: { user: Json } };
        expect(token).to.deep.include({
          methods: ["assume_role"],
          project: { id: agency.projectId, name: agency.projectName, domain },
          expires_at: new Date(clock.now() + 86_400_000).toISOString().replace("Z", "000Z"),
        });
        expect(token.user).to.deep.include({ name: `${agency.domainName}/${agency.name}`, domain });
        expect(token.assumed_by.user).to.include({ id: demo.userId, name: demo.userName });
        const who = { token: headers.get("x-subject-token") ?? "" };
        expect((await api.call("GET", theirs, undefined, who)).status).to.equal(200);
        expect((await api.call("GET", ours, undefined, who)).status).to.equal(403);
      });
    }

    it("for the whole account, which lists its projects", async () => {
      const { body, headers } = await assume(tokens, byName, demo.accountToken, {
        domain: { name: agency.domainName },
      });
      expect(body.token).to.deep.include({ domain: { id: agency.domainId, name: agency.domainName } });
      const list = await api.call("GET", "/v3/auth/projects", undefined, {
        token: headers.get("x-subject-token") ?? "",
      });
      expect((list.body.projects as Json[]).map(({ id }) => id)).to.deep.equal([agency.projectId]);
    });

    it("not to a signature", async () => {
      const { status, body } = await assumeSigned(tokens);
      expect(status).to.equal(401);
      expect(body.error).to.include({ message: "The X-Auth-Token is invalid!", title: "Unauthorized" });
    });

    for (const scope of [{ project: { id: demo.projectId } }, { domain: { id: demo.domainId } }]) {
      it(`not for a ${Object.keys(scope)} of the own account`, async () => {
        expect((await assume(tokens, byName, demo.accountToken, scope)).status).to.equal(404);
      });
    }
  });

  describe("gives a temporary key", () => {
    const keyOf = ({ body }: { body: Json }) => body.credential as Record<string, string>;
    const polls = async ({ access, secret, securitytoken }: Record<string, string>, path: string) => {
      const signing = {
        ...(access && { accessKey: access }),
        ...(secret && { secretKey: secret }),
        headers: { "x-security-token": securitytoken ?? "" },
      };
      return (await api.send("GET", path, signedHeaders(emulator, clock.now(), "GET", path, signing))).status;
    };

    for (const [name, ask] of [
      ["to a signature", () => assumeSigned(keys)],
      ["to a token", () => assume(keys)],
    ] as const) {
      it(`${name}, good for the other account's project alone`, async () => {
        const answer = await ask();
        expect(answer.status).to.equal(201);
        const key = keyOf(answer);
        expect(Object.keys(key)).to.deep.equal(["access", "secret", "securitytoken", "expires_at"]);
        expect([await polls(key, theirs), await polls(key, ours)]).to.deep.equal([200, 403]);
        expect(await polls(key, "/v3/projects?name=eu-de")).to.equal(200);
        expect(JSON.stringify(emulator.requests)).not.to.include(key.secret);
      });
    }

    for (const [asked, minutes] of [
      [undefined, 15],
      [900, 15],
      [86_400, 1440],
    ] as const) {
      it(`that lives ${minutes} minutes for a duration of ${asked} seconds`, async () => {
        const key = keyOf(await assume(keys, { ...byName, ...(asked && { duration_seconds: asked }) }));
        clock.advance(minutes * 60 - 1);
        expect(await polls(key, theirs)).to.equal(200);
        clock.advance(1);
        expect(await polls(key, theirs)).to.equal(401);
      });
    }

    for (const duration_seconds of [899, 86_401, 900.5, "900", null]) {
      it(`not for a duration of ${JSON.stringify(duration_seconds)}`, async () => {
        const { status, body } = await assume(keys, { ...byName, duration_seconds });
        expect(status).to.equal(400);
        expect((body.error as Json).message).to.include("duration_seconds");
      });
    }

    it("not to a wrong signature, which the front gateway refuses", async () => {
      expect((await assumeSigned(keys, { secretKey: "x" })).body.error_code).to.equal("APIGW.0301");
    });
  });

  const refused: [name: string, assumeRole: Json, token: string, status: number][] = [
    ["an unknown agency", { ...byName, agency_name: "nobody" }, demo.accountToken, 404],
    ["another account", { ...byName, domain_name: demo.domainName }, demo.accountToken, 404],
    ["a name and an id that differ", { ...byName, domain_id: demo.domainId }, demo.accountToken, 404],
    ["no account", { agency_name: agency.name }, demo.accountToken, 400],
    ["no agency", { domain_name: agency.domainName }, demo.accountToken, 400],
    ["a user who may not", byName, demo.powerlessToken, 403],
    ["a token for one project", byName, demo.token, 403],
    ["a token that nobody issued", byName, "nonsense", 401],
  ];
  for (const path of [tokens, keys]) {
    for (const [name, assumeRole, token, status] of refused) {
      it(`refuses ${name}: ${path}`, async () => {
        const answer = await assume(path, assumeRole, token);
        expect(answer.status).to.equal(status);
        expect(answer.body.error).to.include({ code: status });
      });
    }
  }

  it("is locked for fifteen minutes after five refusals in a row", async () => {
    const wrong = { ...byName, agency_name: "nobody" };
    for (let i = 0; i < 4; i += 1) await assume(keys, wrong);
    expect((await assume(tokens)).status).to.equal(201);
    for (let i = 0; i < 5; i += 1) await assume(i % 2 ? keys : tokens, wrong);
    expect((await assume(keys)).body.error_code).to.equal("IAM.0061");
    clock.advance(900);
    expect((await assume(keys)).status).to.equal(201);
  });

  it("is data: other agencies take the place of the demo's", async () => {
    const account = { domain: { id: "a-1", name: "theirs" }, projects: [{ id: "p-1", name: "eu-nl" }] } as const;
    const other = await startEmulator({
      agencies: [{ name: "reader", account, assumedBy: [demo.staging.userName] }],
    });
    await emulator.close();
    emulator = other;
    api = client(other);
    expect((await assume(keys)).status).to.equal(404);
    const wanted = { agency_name: "reader", domain_name: "theirs" };
    expect((await assume(keys, wanted)).status).to.equal(403);
    const login = await api.call("POST", tokens, {
      auth: {
        identity: {
          methods: ["password"],
          password: { user: { id: demo.staging.userId, password: demo.staging.password } },
        },
      },
    });
    const token = login.headers.get("x-subject-token") ?? "";
    expect((await assume(tokens, wanted, token, { project: { name: "eu-nl" } })).status).to.equal(201);
  });
});
