import { expect } from "chai";
import { demo, type Emulator, startEmulator } from "../../../emulator";
import { ApigError } from "../../../provider/errors";
import type { Send } from "../../../provider/http/transport";
import { createTransport } from "../../../provider/http/transport";
import { openConnection, poll, worldOf } from "./emulated";
import { settings } from "./settings";

const password = { HW_USER_NAME: demo.userName, HW_USER_PASSWORD: demo.password, HW_DOMAIN_NAME: demo.domainName };

describe("what a server issues", () => {
  let cloud: Emulator;
  let now: number;
  /** The secrets of the requests that went out. */
  let sent: string[];
  const start = async (options: object = {}) => {
    now = Date.UTC(2026, 0, 2);
    sent = [];
    cloud = await startEmulator({ gateways: { gw: "success" }, now: () => now, ...options });
  };
  afterEach(() => cloud.close());

  const transport: typeof createTransport = (options) => {
    const send = createTransport(options);
    const noted: Send = (request) => {
      for (const name of ["x-auth-token", "x-security-token"]) sent.push(request.headers?.[name] ?? "");
      return send(request);
    };
    return noted;
  };
  const open = (env: Readonly<Record<string, string>>, config: Readonly<Record<string, string>> = {}) => {
    const places = { HW_AUTH_URL: cloud.url, OS_AUTH_URL: cloud.url, APIG_METADATA_ADDRESS: cloud.url };
    const source = settings({ endpoint: cloud.url, ...config }, { ...places, ...env });
    return openConnection({}, source, worldOf({ now: () => now, transport }));
  };
  const logins = () => cloud.requests.filter(({ method }) => method === "POST").length;

  const kinds: [what: string, env: Readonly<Record<string, string>>, config: Readonly<Record<string, string>>][] = [
    ["a login's token", { ...password, HW_PROJECT_ID: demo.projectId }, {}],
    ["an agency's security token", {}, { ecsAgency: "true", projectId: demo.projectId }],
  ];
  for (const [what, env, config] of kinds) {
    it(`is hidden from the moment it is known: ${what}`, async () => {
      await start();
      const connection = await open(env, config);
      expect((await poll(connection)).status).to.equal(200);
      const secret = sent.filter(Boolean).at(-1) ?? "";
      expect(secret).to.have.length.above(20);
      expect(connection.redact(`a ${secret} b`)).to.equal("a [redacted] b");
    });
  }

  it("lives by the server's own clock, however wrong this machine's is", async () => {
    // By the clock of this machine the token would run out at once.
    await start({ tokenLifetimeSeconds: 1_200, skewSeconds: -1_200 });
    const connection = await open({ ...password, HW_PROJECT_ID: demo.projectId });
    for (let minute = 0; minute < 14; minute++) {
      expect((await poll(connection)).status).to.equal(200);
      now += 60_000;
    }
    expect(logins()).to.equal(1);
    now += 2 * 60_000;
    expect((await poll(connection)).status).to.equal(200);
    expect(logins()).to.equal(2);
  });

  it("a project look-up that failed is tried again by the next", async () => {
    await start();
    const env = { HW_AUTH_TOKEN: cloud.token, HW_PROJECT_NAME: "eu-de" };
    const opened = settings({ endpoint: cloud.url }, { HW_AUTH_URL: cloud.url, ...env });
    const again = () => openConnection({}, opened, worldOf({ now: () => now, transport }));
    cloud.setFaults("GET /v3/auth/tokens", [{ kind: "status", status: 503, turns: [1] }]);
    const error = await again().catch((it) => it);
    expect(error).to.be.instanceOf(ApigError).with.property("code", "APIG_UNAVAILABLE");
    expect((await again()).projectId).to.equal(demo.projectId);
  });

  it("never comes near the lock of an account, however short a token lives", async () => {
    await start();
    const connection = await open({ ...password, HW_PROJECT_ID: demo.projectId });
    const codes = new Set<string>();
    for (let round = 0; round < 60; round++) {
      await poll(connection).catch(({ code }) => codes.add(code));
      now += 3_000;
      cloud.revokeToken();
    }
    const answers = cloud.requests.map(({ status }) => (status === 401 ? "refused" : "accepted")).join(" ");
    expect(answers).to.include("refused").and.not.include("refused refused");
    expect([...codes]).to.deep.equal(["APIG_THROTTLED"]);
    expect(logins()).to.be.within(14, 19);
  });
});
