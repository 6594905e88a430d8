import { expect } from "chai";
import type { Emulator } from "../../../emulator";
import { demo, startEmulator } from "../../../emulator";
import { openConnection, poll, progressPath, worldOf } from "./emulated";
import { settings } from "./settings";

const temporary = demo.temporary;
const auths: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  token: { HW_AUTH_TOKEN: demo.token },
  "access key": { HW_ACCESS_KEY: demo.accessKey, HW_SECRET_KEY: demo.secretKey },
  "temporary access key": {
    HW_ACCESS_KEY: temporary.accessKey,
    HW_SECRET_KEY: temporary.secretKey,
    HW_SECURITY_TOKEN: temporary.securityToken,
  },
  password: { HW_USER_NAME: demo.userName, HW_USER_PASSWORD: demo.password, HW_DOMAIN_NAME: demo.domainName },
  "password by user id": { OS_USER_ID: demo.userId, OS_PASSWORD: demo.password },
};
const places = (url: string) => ({ HW_AUTH_URL: url, OS_AUTH_URL: `${url}/v3/`, APIG_METADATA_ADDRESS: url });

describe("each kind of credential", () => {
  let cloud: Emulator;
  beforeEach(async () => {
    cloud = await startEmulator({ gateways: { gw: "success" }, basePath: "/behind/a/proxy" });
  });
  afterEach(() => cloud.close());
  const access = (env: object, config: object = {}) => {
    const source = settings({ endpoint: cloud.endpoint, ...config }, { ...places(cloud.url), ...env });
    return openConnection({}, source, worldOf());
  };

  for (const [kind, env] of Object.entries(auths)) {
    it(`reads a gateway's progress: ${kind}`, async () => {
      const opened = await access({ ...env, HW_PROJECT_ID: demo.projectId, OS_PROJECT_ID: demo.projectId });
      expect((await poll(opened)).status).to.equal(200);
      expect(opened.endpoint).to.equal(`${cloud.url}/behind/a/proxy`);
    });
    it(`finds the project by its name: ${kind}`, async () => {
      const opened = await access({ ...env, HW_PROJECT_NAME: "eu-de", OS_PROJECT_NAME: "eu-de" });
      expect(opened.projectId).to.equal(demo.projectId);
      expect((await poll(opened)).status).to.equal(200);
    });
    it(`finds the region's default project: ${kind}`, async () => {
      const opened = await access({ ...env, HW_REGION_NAME: "eu-de", OS_REGION_NAME: "eu-de" });
      expect(opened.projectId).to.equal(demo.projectId);
    });
  }

  it("names the sub-project in every request, as signatures need it", async () => {
    cloud.setGateway(`${demo.otherProjectId}/gw`, "success");
    const opened = await access({ ...auths["access key"], HW_PROJECT_NAME: "eu-de_staging" });
    expect(opened.projectId).to.equal(demo.otherProjectId);
    expect((await poll(opened)).status).to.equal(200);
  });

  for (const metadata of ["v2", "v1"] as const) {
    it(`asks the metadata service for the agency's keys: ${metadata}`, async () => {
      await cloud.close();
      cloud = await startEmulator({ gateways: { gw: "success" }, metadata });
      const opened = await access({}, { ecsAgency: "true", projectId: demo.projectId });
      expect((await poll(opened)).status).to.equal(200);
      await poll(opened);
      expect(cloud.requests.filter(({ path }) => path === "/openstack/latest/securitykey")).to.have.length(1);
    });
  }

  const faults: readonly [what: string, env: object, config: object, code: string, text: string][] = [
    [
      "a project name that fits none",
      { ...auths["access key"], HW_PROJECT_NAME: "nope" },
      {},
      "APIG_PROJECT_NOT_FOUND",
      'no project is named "nope"',
    ],
    [
      "a token of another project",
      { HW_AUTH_TOKEN: demo.token, HW_PROJECT_NAME: "eu-de_staging" },
      {},
      "APIG_PROJECT_NOT_FOUND",
      'belongs to project "eu-de", not "eu-de_staging"',
    ],
    ["neither project nor region", auths["access key"] ?? {}, {}, "APIG_PROJECT_NOT_FOUND", "apig:projectId"],
    [
      "a wrong password",
      { ...auths.password, HW_USER_PASSWORD: "wrong-password", HW_PROJECT_NAME: "eu-de" },
      {},
      "APIG_UNAUTHORIZED",
      "HW_* (password) was rejected by IAM at",
    ],
    [
      "a wrong address of IAM",
      { ...auths.password, HW_AUTH_URL: "IAM/nowhere", HW_PROJECT_NAME: "eu-de" },
      {},
      "APIG_WRONG_ENDPOINT",
      "IAM at",
    ],
  ];
  for (const [what, env, config, code, text] of faults) {
    it(`explains ${what}`, async () => {
      const real = Object.fromEntries(
        Object.entries(env).map(([name, value]) => [name, value.replace("IAM", cloud.url)]),
      );
      const error = await access(real, config).then(
        () => expect.fail("was accepted"),
        (reason: Error & { code?: string }) => reason,
      );
      expect(error.code, error.message).to.equal(code);
      expect(error.message).to.include(text).and.not.include("wrong-password");
    });
  }

  it("explains a project name that fits two", async () => {
    const projects = ["one", "two"].map((id) => ({ id, name: "eu-de" }));
    cloud.setFaults("GET /v3/projects", [{ kind: "status", status: 200, body: JSON.stringify({ projects }) }]);
    const env = { ...auths["access key"], HW_PROJECT_NAME: "eu-de" };
    const error = await access(env).catch((reason) => reason);
    expect(error.message).to.include('2 projects are named "eu-de"').and.include("apig:projectId");
  });

  it("explains a server without agency", async () => {
    await cloud.close();
    cloud = await startEmulator({ metadata: "no-agency" });
    const error = await access({}, { ecsAgency: "true", projectId: "p" })
      .then(poll)
      .then(
        () => expect.fail("was accepted"),
        (reason: Error) => reason,
      );
    expect(error.message).to.include(
      "gave no keys for the server's agency: the server has no agency; assign an agency to this cloud server",
    );
  });

  it("explains a metadata service that does not answer", async () => {
    const source = settings(
      { endpoint: cloud.url, ecsAgency: "true", projectId: "p" },
      { APIG_METADATA_ADDRESS: "http://127.0.0.1:1" },
    );
    const error = await openConnection({}, source)
      .then(poll)
      .catch((reason) => reason);
    expect(error.code).to.equal("APIG_NO_CREDENTIALS");
    expect(error.message).to.include("the metadata service at http://127.0.0.1:1 gave no keys");
  });

  it("takes a token of 100,000 characters", async () => {
    await cloud.close();
    cloud = await startEmulator({ gateways: { gw: "success" }, tokenLength: 100_000 });
    const opened = await access({ ...auths.password, HW_PROJECT_NAME: "eu-de" });
    expect((await poll(opened)).status).to.equal(200);
  });

  it("sends nothing while a setting is wrong", async () => {
    const error = await access({ ...auths.password, HW_PROJECT_NAME: "eu-de" }, { region: "e u" }).catch(
      (reason) => reason,
    );
    expect(error.code).to.equal("APIG_INVALID_SETTING");
    expect(cloud.requests).to.deep.equal([]);
  });

  it("refuses to send a credential to an address that is not the endpoint's", async () => {
    const opened = await access({ ...auths.token, HW_PROJECT_ID: "p" });
    const request = { method: "GET", url: `${cloud.url}.evil.example${progressPath("p")}`, timeoutMs: 100 } as const;
    expect(await opened.send(request).catch((error) => error.message)).to.include("not an address of");
  });
});
