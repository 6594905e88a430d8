import { expect } from "chai";
import { demo, type Emulator, startEmulator } from "../../emulator";
import { type Client, client, manualClock } from "./client";

type Json = Record<string, unknown>;

describe("IAM", () => {
  const clock = manualClock();
  let emulator: Emulator;
  let api: Client;
  beforeEach(async () => {
    emulator = await startEmulator({ now: clock.now, gateways: { gw: "success" } });
    api = client(emulator);
  });
  afterEach(() => emulator.close());

  const byName = { name: demo.userName, password: demo.password, domain: { name: demo.domainName } };
  const login = (user: Json = byName, scope: Json | null = { project: { name: demo.projectName } }, query = "") =>
    api.send(
      "POST",
      `/v3/auth/tokens${query}`,
      {},
      {
        auth: { identity: { methods: ["password"], password: { user } }, ...(scope && { scope }) },
      },
    );
  const withToken = (token: string | null) => ({ token: token ?? "" });

  describe("a token by password", () => {
    const accepted: [name: string, user: Json, scope: Json | null, projectId: string | undefined][] = [
      ["user name and domain name, project name", byName, { project: { name: demo.projectName } }, demo.projectId],
      [
        "user name and domain id, project id",
        { ...byName, domain: { id: demo.domainId } },
        { project: { id: demo.otherProjectId } },
        demo.otherProjectId,
      ],
      [
        "user id",
        { id: demo.userId, password: demo.password },
        { project: { name: demo.otherProjectName } },
        demo.otherProjectId,
      ],
      [
        "project and domain scope: the project wins",
        byName,
        { project: { name: demo.projectName }, domain: { name: demo.domainName } },
        demo.projectId,
      ],
      [
        "OpenStack's domain beside the project name",
        byName,
        { project: { name: demo.projectName, domain: { name: demo.domainName } } },
        demo.projectId,
      ],
      ["domain scope", byName, { domain: { name: demo.domainName } }, undefined],
      ["no scope", byName, null, undefined],
    ];
    for (const [name, user, scope, projectId] of accepted) {
      it(`is given for ${name}`, async () => {
        const { status, headers, body } = await login(user, scope);
        const token = body.token as Json & { user: Json; project?: Json };
        expect(status).to.equal(201);
        expect(headers.get("x-subject-token")).to.match(/^MII/).and.have.lengthOf(300);
        expect(headers.get("x-iam-trace-id")).to.be.a("string");
        expect(token.user).to.include({ id: demo.userId, name: demo.userName });
        expect(token.project?.id).to.equal(projectId);
        expect(token).to.include({
          issued_at: "2026-01-02T03:04:05.000000Z",
          expires_at: "2026-01-03T03:04:05.000000Z",
        });
        const seen = await api.progress("gw", {
          ...withToken(headers.get("x-subject-token")),
          projectId: projectId ?? demo.projectId,
        });
        const expected = projectId === undefined ? [401, "APIC.7103"] : [projectId === demo.projectId ? 200 : 404];
        expect([seen.status, seen.body.error_code].slice(0, expected.length)).to.deep.equal(expected);
      });
    }

    const refused: [name: string, user: Json, scope: Json, status: number, code: string | undefined, text: string][] = [
      ["a wrong password", { ...byName, password: "x" }, {}, 401, "IAM.0062", "password is wrong"],
      ["an unknown user", { ...byName, name: "nobody" }, {}, 401, "IAM.0062", "password is wrong"],
      [
        "the user name for the account's",
        { ...byName, domain: { name: demo.userName } },
        {},
        401,
        "IAM.0062",
        "password is wrong",
      ],
      ["an unknown project", byName, { project: { name: "nowhere" } }, 404, undefined, "nowhere"],
      ["a name without domain", { name: demo.userName, password: demo.password }, {}, 400, undefined, "domain"],
      ["no user", { password: "x" }, {}, 400, undefined, "name or an id"],
      ["no password", { name: "x" }, {}, 400, undefined, "password"],
    ];
    for (const [name, user, scope, status, code, text] of refused) {
      it(`is refused for ${name}`, async () => {
        const answer = await login(user, scope);
        expect([answer.status, answer.body.error_code]).to.deep.equal([status, code]);
        expect(answer.body.error).to.deep.include({ code: status });
        expect((answer.body.error as Json).message).to.include(text);
        expect(answer.text).not.to.include(demo.password);
      });
    }

    it("holds a catalog unless the query says otherwise", async () => {
      const catalog = async (query: string) => ((await login(byName, null, query)).body.token as Json).catalog;
      expect(await catalog("")).to.be.an("array");
      expect(await catalog("?nocatalog=")).to.be.an("array");
      expect(await catalog("?nocatalog=true")).to.equal(undefined);
    });

    it("is refused for fifteen minutes after five failures in a row, even with the right password", async () => {
      for (let failures = 0; failures < 5; failures += 1) await login({ ...byName, password: "x" });
      expect((await login()).body.error_code).to.equal("IAM.0061");
      clock.advance(900);
      expect((await login()).status).to.equal(201);
    });
  });

  describe("a token's life", () => {
    it("ends at its time", async () => {
      const short = await startEmulator({ now: clock.now, tokenLifetimeSeconds: 60, gateways: { gw: "success" } });
      await emulator.close();
      emulator = short;
      api = client(short);
      const token = (await login()).headers.get("x-subject-token");
      clock.advance(59);
      expect((await api.progress("gw", withToken(token))).status).to.equal(200);
      clock.advance(1);
      expect((await api.progress("gw", withToken(token))).body.error_code).to.equal("APIC.7101");
    });

    it("ends when it is revoked, and a new one is good", async () => {
      const token = (await login()).headers.get("x-subject-token");
      emulator.revokeToken();
      for (const revoked of [token, demo.token]) {
        const { status, body } = await api.progress("gw", withToken(revoked));
        expect([status, body.error_code]).to.deep.equal([401, "APIGW.0301"]);
      }
      const fresh = (await login()).headers.get("x-subject-token");
      expect((await api.progress("gw", withToken(fresh))).status).to.equal(200);
    });

    it("may be as long as the documents say", async () => {
      const long = await startEmulator({ now: clock.now, tokenLength: 10_000, gateways: { gw: "success" } });
      await emulator.close();
      emulator = long;
      api = client(long);
      const token = (await login()).headers.get("x-subject-token");
      expect(token).to.have.lengthOf(10_000);
      expect((await api.progress("gw", withToken(token))).status).to.equal(200);
    });

    it("can be read", async () => {
      const check = (own: string, subject: string) =>
        api.send("GET", "/v3/auth/tokens", { "x-auth-token": own, "x-subject-token": subject });
      const good = await check(demo.token, demo.otherToken);
      expect(good.status).to.equal(200);
      expect(good.headers.get("x-subject-token")).to.equal(demo.otherToken);
      expect((good.body.token as { project: Json }).project).to.include({
        id: demo.otherProjectId,
        name: demo.otherProjectName,
      });
      expect((await check("x", demo.token)).body.error).to.include({ code: 401, title: "Unauthorized" });
      expect((await check(demo.token, "x")).body.error).to.include({ code: 404, title: "Not Found" });
    });
  });

  describe("projects", () => {
    const names = async (path: string, token: string = demo.token) => {
      const { status, body } = await api.send("GET", path, { "x-auth-token": token });
      return Array.isArray(body.projects) ? body.projects.map(({ name }) => name) : status;
    };
    const both = [demo.projectName, demo.otherProjectName];
    const lists: [path: string, token: string, expected: unknown][] = [
      ["/v3/auth/projects", demo.token, both],
      ["/v3/auth/projects", demo.powerlessToken, []],
      ["/v3/auth/projects", "nonsense", 401],
      ["/v3/projects", demo.token, both],
      [`/v3/projects?name=${demo.projectName}`, demo.token, [demo.projectName]],
      ["/v3/projects?name=nowhere", demo.token, []],
      ["/v3/projects", demo.powerlessToken, 403],
    ];
    for (const [path, token, expected] of lists) {
      it(`${path} for ${token}`, async () => expect(await names(path, token)).to.deep.equal(expected));
    }
  });

  it("shows its version, as OpenStack's clients ask before they log in", async () => {
    for (const path of ["/v3", "/v3/"]) {
      const { version } = (await api.send("GET", path, {})).body as { version: { links: Json[] } };
      expect(version.links[0]?.href).to.equal(`${emulator.url}/v3/`);
    }
  });

  it("is another account in another cloud", async () => {
    const other = await startEmulator({ cloud: "elsewhere" });
    const asked = await client(other).progress("gw", { token: demo.token });
    await other.close();
    expect(asked.status).to.equal(401);
    expect(Object.values(other.credentials)).not.to.include.members([demo.token, demo.password, demo.projectId]);
  });
});
