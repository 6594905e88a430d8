import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import * as apig from "pulumi-apig";
import { demo, type Emulator, startEmulator } from "../../emulator";
import { Engine } from "./helpers/engine";
import { expectNoLeak } from "./helpers/leaks";

const noToken = { HW_AUTH_TOKEN: "" };
const { temporary } = demo;
const program =
  (ids: readonly string[] = ["orders"]) =>
  async () => {
    for (const instanceId of ids) new apig.GatewayReadiness(instanceId, { instanceId });
  };
const verbose = { logToStdErr: true, logVerbosity: 9 };

describe("credentials on the real engine", () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.start({ metadata: "v2" });
    engine.cloud.setGateway("orders", { steps: [[0, 30]], end: 10, status: "success" });
  });
  after(() => engine.stop());

  const secret = (value: string) => ({ value, secret: true });
  const kinds = (): readonly [kind: string, env: Record<string, string>, config: object][] => [
    ["token", {}, {}],
    ["access-key", { ...noToken, HW_ACCESS_KEY: demo.accessKey, HW_SECRET_KEY: demo.secretKey }, {}],
    [
      "temporary-key",
      {
        ...noToken,
        HUAWEICLOUD_SDK_AK: temporary.accessKey,
        HUAWEICLOUD_SDK_SK: temporary.secretKey,
        HUAWEICLOUD_SDK_SECURITY_TOKEN: temporary.securityToken,
        HUAWEICLOUD_SDK_PROJECT_ID: demo.projectId,
      },
      {},
    ],
    [
      "password",
      {
        ...noToken,
        HW_PROJECT_ID: "",
        OS_USERNAME: demo.userName,
        OS_PASSWORD: demo.password,
        OS_USER_DOMAIN_NAME: demo.domainName,
        OS_PROJECT_NAME: demo.projectName,
        OS_AUTH_URL: engine.cloud.url,
      },
      {},
    ],
    [
      "stack-config",
      noToken,
      {
        "apig:accessKey": secret(demo.accessKey),
        "apig:secretKey": secret(demo.secretKey),
        "apig:projectId": { value: demo.projectId },
      },
    ],
    [
      "server-agency",
      { ...noToken, APIG_METADATA_ADDRESS: engine.cloud.url },
      { "apig:ecsAgency": { value: "true" }, "apig:projectId": { value: demo.projectId } },
    ],
  ];
  const secrets = [demo.token, demo.accessKey, demo.secretKey, demo.password, ...Object.values(temporary)];

  for (const index of [0, 1, 2, 3, 4, 5]) {
    const title = [
      "token",
      "access key",
      "temporary access key",
      "password",
      "access key in the stack config",
      "server agency",
    ][index];
    it(`waits with each kind, which is found nowhere afterwards: ${title}`, async () => {
      const [kind, env, config] = kinds()[index] ?? ["", {}, {}];
      const before = engine.cloud.requests.length;
      const stack = await engine.stack(kind, program(), { env, config: { ...config } });
      const up = await stack.up(verbose);
      expect(up.ok, up.screen).to.equal(true);
      expect(up.screen, "the engine's log").to.match(/^I\d{4} /m);
      const refresh = await stack.refresh();
      expect(refresh.ok, refresh.screen).to.equal(true);
      const requests = engine.cloud.requests.slice(before);
      expect(requests.filter(({ status }) => status === 401)).to.deep.equal([]);
      expectNoLeak(secrets, stack, [up, refresh], [engine.cloud]);
    });
  }

  it("keeps a secret out that a server echoes in its refusal", async () => {
    const env = {
      ...noToken,
      HW_ACCESS_KEY: temporary.accessKey,
      HW_SECRET_KEY: "wrong-secret-key",
      HW_SECURITY_TOKEN: temporary.securityToken,
    };
    const stack = await engine.stack("echo", program(["orders", "second", "third"]), { env });
    const before = engine.cloud.requests.length;
    const up = await stack.up(verbose);
    expect(up.ok).to.equal(false);
    expect(up.screen).to.include("canonicalRequest").and.include("the secret key does not fit the access key");
    expectNoLeak([...secrets, "wrong-secret-key"], stack, [up], [engine.cloud]);
    expect(engine.cloud.requests.length - before).to.equal(1);
  });

  it("waits in two clouds and two projects of one program, each credential in its own cloud", async () => {
    const other: Emulator = await startEmulator({ cloud: "other", speed: 100 });
    const stack = await engine.stack(
      "clouds",
      async () => {
        new apig.GatewayReadiness("here", { instanceId: "orders", cloud: "one" });
        new apig.GatewayReadiness("there", { instanceId: "orders", cloud: "two" });
        new apig.GatewayReadiness("staging", { instanceId: "orders", cloud: "one", projectId: demo.otherProjectId });
      },
      { env: noToken },
    );
    try {
      const end = { steps: [[0, 30]] as const, end: 10, status: "success" as const };
      other.setGateway("orders", end);
      engine.cloud.setGateway(`${demo.otherProjectId}/orders`, end);
      const { credentials } = other;
      const clouds = {
        one: {
          apig_endpoint_override: engine.cloud.url,
          auth: {
            auth_url: engine.cloud.url,
            username: demo.userName,
            password: demo.password,
            user_domain_name: demo.domainName,
            project_name: "eu-de",
          },
        },
        two: {
          apig_endpoint_override: other.url,
          auth: { ak: credentials.accessKey, sk: credentials.secretKey, project_id: credentials.projectId },
        },
      };
      const file = join(stack.folder, "clouds.json");
      writeFileSync(file, JSON.stringify({ clouds }));
      stack.setEnv("OS_CLIENT_CONFIG_FILE", file);
      const up = await stack.up();
      expect(up.ok, up.screen).to.equal(true);
      const refresh = await stack.refresh();
      expect(refresh.ok, refresh.screen).to.equal(true);
      for (const { requests } of [engine.cloud, other])
        expect(requests.slice(-3).map(({ status }) => status)).to.not.include(401);
      const projects = await Promise.all(
        ["here", "there", "staging"].map(async (name) => stack.state.resource(name)?.outputs?.projectId),
      );
      expect(projects).to.deep.equal([demo.projectId, credentials.projectId, demo.otherProjectId]);
      expectNoLeak(
        [demo.password, credentials.accessKey, credentials.secretKey],
        stack,
        [up, refresh],
        [engine.cloud, other],
      );
    } finally {
      await other.close();
    }
  });
});
