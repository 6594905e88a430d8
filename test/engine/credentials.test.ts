import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ConfigMap } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import * as apig from "pulumi-apig";
import { demo, type Emulator, startEmulator } from "../../emulator";
import { Engine } from "./helpers/engine";
import type { Env, InlineStack, Run } from "./helpers/inlineStack";
import { expectNoLeak } from "./helpers/leaks";

const noToken = { HW_AUTH_TOKEN: "" };
const { temporary } = demo;
const program =
  (ids: readonly string[] = ["orders"], triggers: string[] = []) =>
  async () => {
    for (const instanceId of ids) new apig.GatewayReadiness(instanceId, { instanceId, triggers });
  };
const verbose = { logToStdErr: true, logVerbosity: 9 };

describe("credentials on the real engine", () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.start({ metadata: "v2" });
    engine.cloud.setGateway("orders", { steps: [[0, 30]], end: 10, status: "success" });
  });
  after(() => engine.stop());

  const secrets = [demo.token, demo.accessKey, demo.secretKey, demo.password, ...Object.values(temporary)];

  /** No request was refused, and nothing is left of a secret. */
  function expectUsed(stack: InlineStack, runs: readonly Run[], before: number): void {
    for (const { ok, screen } of runs) expect(ok, screen).to.equal(true);
    // In JSON on later engines.
    expect(runs[0]?.screen, "the engine's log").to.match(/^(I\d{4} |\{"time":)/m);
    const statuses = engine.cloud.requests.slice(before).map(({ status }) => status);
    expect(statuses).to.include(200).and.not.include(401);
    expectNoLeak(secrets, stack, runs, [engine.cloud]);
  }

  describe("each kind of the environment", () => {
    let stack: InlineStack;
    before(async () => {
      stack = await engine.stack("environment", program());
    });

    const kinds: readonly [kind: string, env: () => Env][] = [
      ["a token", () => ({})],
      ["an access key", () => ({ ...noToken, HW_ACCESS_KEY: demo.accessKey, HW_SECRET_KEY: demo.secretKey })],
      [
        "a temporary access key",
        () => ({
          ...noToken,
          HUAWEICLOUD_SDK_AK: temporary.accessKey,
          HUAWEICLOUD_SDK_SK: temporary.secretKey,
          HUAWEICLOUD_SDK_SECURITY_TOKEN: temporary.securityToken,
          HUAWEICLOUD_SDK_PROJECT_ID: demo.projectId,
        }),
      ],
      [
        "a password",
        () => ({
          ...noToken,
          HW_PROJECT_ID: "",
          OS_USERNAME: demo.userName,
          OS_PASSWORD: demo.password,
          OS_USER_DOMAIN_NAME: demo.domainName,
          OS_PROJECT_NAME: demo.projectName,
          OS_AUTH_URL: engine.cloud.url,
        }),
      ],
    ];
    for (const [kind, env] of kinds) {
      it(`waits with ${kind}, which is found nowhere afterwards`, async () => {
        const before = engine.cloud.requests.length;
        stack.useEnv(env());
        // First a refresh of what the kind before has made, then a wait anew.
        stack.use(program(["orders"], [kind]));
        expectUsed(stack, [await stack.up({ ...verbose, refresh: true })], before);
        expect(stack.state.resource("orders")?.outputs?.triggers).to.deep.equal([kind]);
      });
    }
  });

  describe("each kind of the stack config", () => {
    const secret = (value: string) => ({ value, secret: true });

    async function expectWaits(name: string, env: Env, kind: ConfigMap): Promise<void> {
      const before = engine.cloud.requests.length;
      const config = { ...kind, "apig:projectId": { value: demo.projectId } };
      const stack = await engine.stack(name, program(), { env: { ...noToken, ...env }, config });
      expectUsed(stack, [await stack.up(verbose), await stack.refresh()], before);
    }

    it("waits with an access key, which is found nowhere afterwards", () =>
      expectWaits(
        "access-key",
        {},
        {
          "apig:accessKey": secret(demo.accessKey),
          "apig:secretKey": secret(demo.secretKey),
        },
      ));

    it("waits with the server's agency, whose key is found nowhere afterwards", () =>
      expectWaits("agency", { APIG_METADATA_ADDRESS: engine.cloud.url }, { "apig:ecsAgency": { value: "true" } }));
  });

  it("assumes an agency of another account, with keys and with a password, and keeps what IAM issues out", async () => {
    const { agency } = demo;
    engine.cloud.setGateway(`${agency.projectId}/delegated`, { steps: [[0, 30]], end: 10, status: "success" });
    const before = engine.cloud.requests.length;
    const keys = { HW_ACCESS_KEY: demo.accessKey, HW_SECRET_KEY: demo.secretKey, HW_REGION_NAME: "eu-de" };
    const role = { HW_ASSUME_ROLE_AGENCY_NAME: agency.name, HW_ASSUME_ROLE_DOMAIN_NAME: agency.domainName };
    const place = { HW_AUTH_URL: engine.cloud.url, HW_PROJECT_ID: "" };
    const stack = await engine.stack("assumed", program(["delegated"]), {
      env: { ...noToken, ...place, ...keys, ...role },
    });
    const byKeys = await stack.up(verbose);
    stack.useEnv({
      ...{ ...noToken, HW_PROJECT_ID: "", OS_AUTH_URL: engine.cloud.url, OS_USERNAME: demo.userName },
      ...{ OS_PASSWORD: demo.password, OS_USER_DOMAIN_NAME: demo.domainName, OS_DELEGATED_PROJECT: agency.projectName },
      ...{ OS_AGENCY_NAME: agency.name, OS_AGENCY_DOMAIN_NAME: agency.domainName },
    });
    expectUsed(stack, [byKeys, await stack.refresh(verbose)], before);
    expect(stack.state.resource("delegated")?.id).to.equal(`${agency.projectId}/delegated`);
    expect(stack.state.text()).not.to.include("emulator-secret-key");
  });

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
    expect(up.screen)
      .to.include("canonicalRequest")
      .and.include("Correct the secret key: it does not match the access key");
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
      stack.useEnv({ ...noToken, OS_CLIENT_CONFIG_FILE: file });
      const up = await stack.up();
      expect(up.ok, up.screen).to.equal(true);
      const refresh = await stack.refresh();
      expect(refresh.ok, refresh.screen).to.equal(true);
      for (const { requests } of [engine.cloud, other])
        expect(requests.slice(-3).map(({ status }) => status)).to.not.include(401);
      const projects = ["here", "there", "staging"].map((name) => stack.state.resource(name)?.outputs?.projectId);
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
