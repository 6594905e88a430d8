import { expect } from "chai";
import { demo, type Emulator, startEmulator } from "../../../emulator";
import { type ConnectionDeps, Connections } from "../../../provider/credentials/connections";
import { resolveConnection } from "../../../provider/credentials/resolve";
import { createTransport } from "../../../provider/http/transport";
import { reply } from "../helpers/connection";
import { openConnection, poll, worldOf } from "./emulated";
import { failureOf, settings } from "./settings";

type Texts = Readonly<Record<string, string>>;

const { agency } = demo;
const hwAgency = { HW_ASSUME_ROLE_AGENCY_NAME: agency.name, HW_ASSUME_ROLE_DOMAIN_NAME: agency.domainName };
const osAgency = { OS_AGENCY_NAME: agency.name, OS_AGENCY_DOMAIN_NAME: agency.domainName };
const hwKeys = { HW_ACCESS_KEY: demo.accessKey, HW_SECRET_KEY: demo.secretKey };
const osKeys = { OS_ACCESS_KEY: demo.accessKey, OS_SECRET_KEY: demo.secretKey };
const osUser = { OS_USERNAME: demo.userName, OS_PASSWORD: demo.password, OS_USER_DOMAIN_NAME: demo.domainName };
const yaml = (auth: Texts) => ({ "/program/clouds.yaml": JSON.stringify({ clouds: { it: { auth } } }) });
const yamlAgency = { agency_name: agency.name, agency_domain_name: agency.domainName, delegated_project: "eu-de" };

describe("agencies: requests are made in the account that delegates", () => {
  let cloud: Emulator;
  beforeEach(async () => {
    cloud = await startEmulator();
  });
  afterEach(() => cloud.close());

  const source = (config: Texts, env: Texts, files: Texts = {}) =>
    settings({ endpoint: cloud.endpoint, authUrl: cloud.url, ...config }, env, files);
  const iamCalls = () => cloud.requests.filter(({ path }) => /auth\/tokens|securitytokens/.test(path)).length;

  const ways: [way: string, config: Texts, env: Texts, files?: Texts][] = [
    ["HW_* keys", {}, { ...hwKeys, ...hwAgency, HW_REGION_NAME: "eu-de" }],
    [
      "HW_* keys, id of that account",
      {},
      {
        ...hwKeys,
        HW_ASSUME_ROLE_AGENCY_NAME: agency.name,
        HW_ASSUME_ROLE_DOMAIN_ID: agency.domainId,
        HW_REGION_NAME: "eu-de",
      },
    ],
    ["HW_* account token", {}, { HW_AUTH_TOKEN: demo.accountToken, ...hwAgency, HW_REGION_NAME: "eu-de" }],
    [
      "OS_* password and delegated project",
      {},
      { ...osUser, ...osAgency, OS_DELEGATED_PROJECT: "eu-de", OS_PROJECT_NAME: "eu-de_staging" },
    ],
    ["OS_* keys and delegated project", {}, { ...osKeys, ...osAgency, OS_DELEGATED_PROJECT: "eu-de" }],
    [
      "stack config's agency for keys of the environment",
      { agencyName: agency.name, agencyDomainName: agency.domainName, region: "eu-de" },
      hwKeys,
    ],
    [
      "stack config's agency and duration",
      { agencyName: agency.name, agencyDomainName: agency.domainName, agencyDuration: "900", region: "eu-de" },
      hwKeys,
    ],
    [
      "clouds.yaml",
      {},
      {},
      yaml({ username: demo.userName, password: demo.password, user_domain_name: demo.domainName, ...yamlAgency }),
    ],
  ];
  for (const [way, config, env, files] of ways) {
    it(way, async () => {
      const connection = await openConnection({}, source(config, env, files), worldOf());
      expect(connection.projectId).to.equal(agency.projectId);
      cloud.setGateway(`${agency.projectId}/gw`, "success");
      expect((await poll(connection)).status).to.equal(200);
      expect((await poll(connection)).status).to.equal(200);
      expect(iamCalls()).to.be.at.most(2);
    });
  }

  it("a user logs in for the whole account before it assumes an agency, which is then asked for its project", async () => {
    const bodies: string[] = [];
    const transport: ConnectionDeps["transport"] = (given) => {
      const send = createTransport(given);
      return (request) => {
        bodies.push(request.body ?? "");
        return send(request);
      };
    };
    const env = { ...osUser, ...osAgency, OS_DELEGATED_PROJECT: "eu-de" };
    await openConnection({}, source({}, env), worldOf({ transport }));
    const scopes = bodies.filter(Boolean).map((body) => JSON.parse(body).auth.scope);
    expect(scopes).to.deep.equal([{ domain: { name: demo.domainName } }, { project: { name: "eu-de" } }]);
  });

  it("a user's own token that IAM refuses is renewed once, then it is final", async () => {
    let [now, asked] = [Date.now(), 0];
    const transport: ConnectionDeps["transport"] = (given) => {
      const send = createTransport(given);
      return async (request) => {
        if (!request.body?.includes("assume_role")) return send(request);
        return reply(401, ++asked > 3 ? {} : { error_code: "APIC.7102", error_msg: "decrypt token fail" });
      };
    };
    const world = worldOf({ transport, now: () => (now += 11_000) });
    const error = await openConnection({}, source({}, { ...osUser, ...osAgency }), world).catch((thrown) => thrown);
    expect([error.code, asked]).to.deep.equal(["APIG_UNAUTHORIZED", 2]);
  });

  for (const [what, env, header] of [
    ["keys", hwKeys, "x-security-token"],
    ["token", { HW_AUTH_TOKEN: demo.accountToken }, "x-auth-token"],
  ] as const) {
    it(`what IAM issues is hidden from then on: ${what}`, async () => {
      let sent: Readonly<Record<string, string>> = {};
      const transport: ConnectionDeps["transport"] = (given) => {
        const send = createTransport(given);
        return (request) => {
          sent = request.headers ?? {};
          return send(request);
        };
      };
      const connection = await openConnection(
        {},
        source({ region: "eu-de" }, { ...env, ...hwAgency }),
        worldOf({ transport }),
      );
      await poll(connection);
      const issued = sent[header] ?? "";
      expect(issued).to.have.length.above(5).and.not.equal(demo.accountToken);
      expect(connection.redact(`a ${issued} b`)).to.equal("a [redacted] b");
    });
  }

  it("an agency that IAM refuses is asked for once, whoever waits, and explained", async () => {
    const wrong = source({ region: "eu-de" }, { ...hwKeys, ...hwAgency, HW_ASSUME_ROLE_AGENCY_NAME: "nobody" });
    const open = () =>
      openConnection({}, wrong, worldOf()).then(
        () => "",
        (error: Error) => error.message,
      );
    const messages = await Promise.all([open(), open(), open()]);
    expect(messages[0]).to.include(`assume the agency nobody of ${agency.domainName}`).and.include("Agent Operator");
    expect(new Set(messages).size).to.equal(1);
    expect(iamCalls()).to.equal(1);
  });

  it("keys are renewed before they end", async () => {
    let now = Date.now();
    await cloud.close();
    cloud = await startEmulator({ now: () => now });
    const connection = await openConnection(
      {},
      source({ region: "eu-de" }, { ...hwKeys, ...hwAgency }),
      worldOf({ now: () => now }),
    );
    cloud.setGateway(`${agency.projectId}/gw`, "success");
    const before = iamCalls();
    now += 20 * 60_000;
    expect((await poll(connection)).status).to.equal(200);
    expect(iamCalls()).to.equal(before + 1);
  });
});

describe("agencies: what is wrong is told before any request", () => {
  const rows: [what: string, config: Texts, env: Texts, text: string][] = [
    [
      "no account",
      {},
      { ...hwKeys, HW_ASSUME_ROLE_AGENCY_NAME: "a" },
      "incomplete agency: HW_ASSUME_ROLE_AGENCY_NAME is set, but not the account that delegates (HW_ASSUME_ROLE_DOMAIN_NAME); set both",
    ],
    [
      "no name",
      {},
      { ...osKeys, OS_AGENCY_DOMAIN_NAME: "a" },
      "incomplete agency: OS_AGENCY_DOMAIN_NAME is set, but not the agency's name (OS_AGENCY_NAME); set both",
    ],
    [
      "a delegated project alone",
      {},
      { ...osKeys, OS_DELEGATED_PROJECT: "p" },
      "incomplete agency: OS_DELEGATED_PROJECT is set",
    ],
    [
      "a duration that is none",
      {},
      { ...hwKeys, ...hwAgency, HW_ASSUME_ROLE_DURATION: "15m" },
      'HW_ASSUME_ROLE_DURATION must be a whole number of seconds, 900 to 86400, not "15m"',
    ],
    [
      "a duration that is too short",
      { agencyDuration: "60" },
      { ...hwKeys, ...hwAgency },
      "stack config apig:agencyDuration must be",
    ],
    [
      "an OpenID Connect token",
      {},
      { ...hwKeys, HW_ASSUME_ROLE_ID_TOKEN: "secret-word" },
      "HW_ASSUME_ROLE_ID_TOKEN is not supported",
    ],
    ["an identity provider", {}, { ...hwKeys, HW_ASSUME_ROLE_IDP_ID: "x" }, "HW_ASSUME_ROLE_IDP_ID is not supported"],
    [
      "an agency beside no credential",
      { accessKey: "AK", secretKey: "SK" },
      hwAgency,
      "HW_ASSUME_ROLE_AGENCY_NAME sets an agency, but the credential that is used comes from stack config",
    ],
    [
      "an agency of the other family",
      {},
      { ...hwKeys, ...osAgency },
      "OS_AGENCY_NAME sets an agency, but the credential that is used comes from HW_*",
    ],
  ];
  for (const seconds of ["899", "86401", "90000", "0", "-900", "900.5", "9e2", "00000900"]) {
    rows.push([
      `a duration of ${seconds} s`,
      {},
      { ...hwKeys, ...hwAgency, HW_ASSUME_ROLE_DURATION: seconds },
      `HW_ASSUME_ROLE_DURATION must be a whole number of seconds, 900 to 86400, not "${seconds}"`,
    ]);
  }
  for (const [what, config, env, text] of rows) {
    it(what, () => {
      const { code, message } = failureOf(() => resolveConnection({}, settings({ region: "eu-de", ...config }, env)));
      expect(message).to.include(text).and.not.include("secret-word");
      expect(code).to.equal("APIG_INVALID_SETTING");
    });
  }

  for (const seconds of [900, 999, 1_000, 9_999, 10_000, 79_999, 80_000, 85_999, 86_000, 86_399, 86_400]) {
    it(`a duration of ${seconds} s is right`, () => {
      const env = { ...hwKeys, ...hwAgency, HW_REGION_NAME: "eu-de", HW_ASSUME_ROLE_DURATION: String(seconds) };
      expect(resolveConnection({}, settings({}, env)).agency?.durationSeconds).to.equal(seconds);
    });
  }

  for (const [what, env] of [
    ["an agency", { ...hwKeys, ...hwAgency }],
    ["a password", osUser],
  ] as const) {
    it(`${what} without the address of IAM`, () => {
      const source = settings({ endpoint: "https://api.example", projectId: "p" }, env);
      const { code, message } = failureOf(() => new Connections(worldOf()).get({}, source));
      expect([code, message.split(":")[0]]).to.deep.equal(["APIG_INVALID_SETTING", `${what} needs the address of IAM`]);
    });
  }

  it("a program that names a cloud means that one alone", () => {
    const files = yaml({ token: "t", auth_url: "https://iam.eu-de.otc.t-systems.com/v3" });
    const { agency } = resolveConnection({ cloud: "it" }, settings({}, hwAgency, files));
    expect(agency).to.equal(null);
  });
});
