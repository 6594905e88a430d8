import { expect } from "chai";
import { demo, type Emulator, type Fault, startEmulator } from "../../../emulator";
import { pollGateway } from "../../../provider/client";
import { ApigError } from "../../../provider/errors";
import { hostile, hostileLogins } from "../../fixtures/hostile";
import { expectHarmlessMessage } from "../helpers/harmless";
import { openConnection, poll, worldOf } from "./emulated";
import { settings } from "./settings";

const login = "POST /v3/auth/tokens";
const page = (status: number): Fault => ({ kind: "status", status, body: "<html><h1>Blocked</h1></html>" });
const password = { HW_USER_NAME: demo.userName, HW_USER_PASSWORD: demo.password, HW_DOMAIN_NAME: demo.domainName };

describe("answers of IAM and of something on the way", () => {
  let cloud: Emulator;
  beforeEach(async () => {
    cloud = await startEmulator();
    cloud.setGateway("gw", { steps: [[0, 50]], end: 900, status: "success" });
  });
  afterEach(() => cloud.close());

  const sourceOf = (env: Readonly<Record<string, string>>) =>
    settings({ endpoint: cloud.url }, { HW_AUTH_URL: cloud.url, HW_PROJECT_NAME: "eu-de", ...env });
  const failure = async (env: Readonly<Record<string, string>>): Promise<ApigError> => {
    const error = await openConnection({}, sourceOf(env), worldOf())
      .then(poll)
      .catch((thrown: unknown) => thrown);
    if (!(error instanceof ApigError)) throw new Error(`expected an ApigError, got ${String(error)}`);
    return error;
  };

  for (const [name, fault] of Object.entries({ ...hostileLogins, ...hostile })) {
    if (["hang", "reset", "huge"].includes(fault.kind) || name === "an end that is over") continue;
    it(`a login that is answered with ${name}: an error of ours that harms nobody`, async () => {
      cloud.setFaults(login, [fault]);
      const { message } = await failure(password);
      expectHarmlessMessage(message, [demo.password]);
      expect(message).not.to.include("undefined");
    });
  }

  const wrongProjects = [{}, { id: 7, name: "eu-de" }, { id: "a/b", name: "eu-de" }, { id: "p" }, "p", [1]];
  for (const project of wrongProjects) {
    it(`a token's project that is ${JSON.stringify(project)} is none`, async () => {
      const body = { token: { project, expires_at: "2999-01-01T00:00:00.000000Z" } };
      cloud.setFaults(login, [{ kind: "status", status: 201, body, headers: { "x-subject-token": "t" } }]);
      expect(await failure(password)).to.include({ code: "APIG_BAD_RESPONSE" });
      cloud.setFaults("GET /v3/auth/tokens", [{ kind: "status", status: 200, body }]);
      expect(await failure({ HW_AUTH_TOKEN: cloud.token })).to.include({ code: "APIG_BAD_RESPONSE" });
    });
  }

  it("a token that no header can hold is none", async () => {
    const body = { token: { project: { id: "p", name: "eu-de" }, expires_at: "2999-01-01T00:00:00.000000Z" } };
    cloud.setFaults(login, [{ kind: "status", status: 201, body, headers: { "x-subject-token": "two words" } }]);
    expect(await failure(password)).to.include({ code: "APIG_BAD_RESPONSE" });
  });

  it("an error of the network may hold a secret, too", async () => {
    const transport = () => async () => {
      throw new ApigError("APIG_UNREACHABLE", `a proxy said ${demo.password}`);
    };
    const error = await openConnection({}, sourceOf(password), worldOf({ transport })).catch(
      (thrown: ApigError) => thrown,
    );
    expect(error).to.include({ code: "APIG_UNREACHABLE", message: "a proxy said [redacted]" });
  });

  it("the name of a token's project may be a secret that comes back", async () => {
    const body = { token: { project: { id: "p", name: `${cloud.token}\u001b[31m` } } };
    cloud.setFaults("GET /v3/auth/tokens", [{ kind: "status", status: 200, body }]);
    expect((await failure({ HW_AUTH_TOKEN: cloud.token })).message).to.include(
      'belongs to project "[redacted]\\u001b[31m"',
    );
  });

  for (const status of [401, 403, 404, 400]) {
    it(`a page with ${status} is final at first, and a problem that may pass once the API has answered well`, async () => {
      const kind = async (source = sourceOf({ HW_AUTH_TOKEN: cloud.token, HW_PROJECT_ID: cloud.projectId })) => {
        const connection = await openConnection({}, source, worldOf());
        const poll = async () => {
          const seen = await pollGateway("gw", connection, { timeoutMs: 2_000 });
          return seen.kind === "problem" ? seen.problem.retryability : seen.kind;
        };
        return poll;
      };
      const good = await kind();
      expect(await good()).to.equal("snapshot");
      cloud.setFaults("GET /v2", [page(status)]);
      expect(await good()).to.equal("doubtful");
      expect(await (await kind())()).to.equal(status === 401 ? "give-up" : "doubtful");
      cloud.setFaults("GET /v2", []);
      expect(await good()).to.equal("snapshot");
    });
  }

  it("a refusal in the API's own words is final all the same", async () => {
    const source = sourceOf({ HW_AUTH_TOKEN: cloud.token, HW_PROJECT_ID: cloud.projectId });
    const connection = await openConnection({}, source, worldOf());
    await poll(connection);
    cloud.setFaults("GET /v2", [{ kind: "status", status: 401 }]);
    const seen = await pollGateway("gw", connection, { timeoutMs: 2_000 });
    expect(seen.kind === "problem" && seen.problem).to.include({ code: "APIG_UNAUTHORIZED", retryability: "give-up" });
  });

  for (const status of [401, 403, 404, 400]) {
    it(`a login that is answered with a page of ${status} is tried again once IAM has answered well`, async () => {
      cloud.setFaults(login, [page(status)]);
      expect((await failure(password)).code).not.to.equal("APIG_UNAVAILABLE");
      cloud.setFaults(login, []);
      const source = sourceOf(password);
      // No more than one login in 10 seconds.
      let now = Date.now();
      const connection = await openConnection({}, source, worldOf({ now: () => now }));
      await poll(connection);
      now += 11_000;
      cloud.setFaults("GET /v2", [{ kind: "status", status: 401, turns: [1] }]);
      cloud.setFaults(login, [{ ...page(status), turns: [1] }]);
      const stray = await poll(connection).catch((error: ApigError) => error.code);
      expect(stray).to.equal("APIG_UNAVAILABLE");
      now += 11_000;
      expect((await poll(connection)).status).to.equal(200);
    });
  }

  /** A good login whose token the API no longer takes; then one login for each answer, so many seconds later. */
  async function afterGoodLogin(env: Readonly<Record<string, string>>, path: string) {
    let now = Date.now();
    const connection = await openConnection({}, sourceOf(env), worldOf({ now: () => now }));
    await poll(connection);
    now += 11_000;
    cloud.setFaults("GET /v2", [{ kind: "status", status: 401, turns: [1] }]);
    return async (afterSeconds: number, answer: Fault | null) => {
      now += afterSeconds * 1_000;
      cloud.setFaults(path, answer === null ? [] : [answer]);
      return poll(connection).then(
        ({ status }) => status,
        ({ code }: ApigError) => code,
      );
    };
  }

  const stray: Fault = page(400);
  const words = (status: number): Fault => ({
    kind: "status",
    status,
    body: { error_code: "IAM.0011", error_msg: "?" },
  });
  const { agency } = demo;
  const assumed = { HW_ASSUME_ROLE_AGENCY_NAME: agency.name, HW_ASSUME_ROLE_DOMAIN_NAME: agency.domainName };
  const keys = { HW_ACCESS_KEY: demo.accessKey, HW_SECRET_KEY: demo.secretKey, ...assumed };
  const ways: readonly [
    way: string,
    env: Readonly<Record<string, string>>,
    path: string,
    answer: Fault,
    end: string,
  ][] = [
    ["a page of 401", password, login, page(401), "APIG_UNAUTHORIZED"],
    ["a page of 403", password, login, page(403), "APIG_FORBIDDEN"],
    ["a page of 400", password, login, stray, "APIG_REJECTED"],
    ["IAM's own 409", password, login, words(409), "APIG_REJECTED"],
    ["IAM's own 425", password, login, words(425), "APIG_REJECTED"],
    ["a page of 403 to an agency", keys, "POST /v3.0", page(403), "APIG_UNAUTHORIZED"],
    ["IAM's own 400 to an agency", keys, "POST /v3.0", words(400), "APIG_UNAUTHORIZED"],
  ];
  for (const [way, env, path, answer, end] of ways) {
    it(`${way} at a login after good ones: final after three in a row over half a minute`, async () => {
      cloud.setGateway(`${agency.projectId}/gw`, "success");
      const next = await afterGoodLogin(env, path);
      const ends = [await next(0, answer), await next(10, answer), await next(19, answer), await next(1, answer)];
      expect(ends).to.deep.equal(["APIG_UNAVAILABLE", "APIG_UNAVAILABLE", "APIG_UNAVAILABLE", end]);
    });
  }

  for (const [what, between, expected] of [
    ["a good login", null, 200],
    ["an error that passes", { kind: "status", status: 503 }, "APIG_UNAVAILABLE"],
    ["no answer", { kind: "reset" }, "APIG_UNREACHABLE"],
  ] as [string, Fault | null, string | number][]) {
    it(`stray answers to logins count anew after ${what}`, async () => {
      const next = await afterGoodLogin(password, login);
      await next(0, stray);
      await next(20, stray);
      expect(await next(20, between)).to.equal(expected);
      if (between === null) cloud.setFaults("GET /v2", [{ kind: "status", status: 401, turns: [1] }]);
      const ends = [await next(11, stray), await next(15, stray), await next(14, stray)];
      expect(ends).to.deep.equal(["APIG_UNAVAILABLE", "APIG_UNAVAILABLE", "APIG_UNAVAILABLE"]);
      expect(await next(1, stray)).to.equal("APIG_REJECTED");
    });
  }
});
