import { join } from "node:path";
import { expect } from "chai";
import * as apig from "pulumi-apig";
import { Engine } from "./helpers/engine";
import type { InlineStack } from "./helpers/inlineStack";
import { expectWarned } from "./helpers/warned";

const federated = join(__dirname, "../fixtures/clouds/federated.yaml");
const profiles = join(__dirname, "../fixtures/clouds/koo-profiles.json");

describe("mistakes, as the screen shows them", () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.start({ gateways: { ready: "success" } });
  });
  after(() => engine.stop());

  const gate =
    (args: object = { instanceId: "ready" }) =>
    async () => {
      new apig.GatewayReadiness("gate", args as apig.GatewayReadinessArgs);
    };

  it("names every wrong argument at once, before any request", async () => {
    const wrong = {
      instanceId: "no spaces please",
      projectId: "",
      endpoint: "http://example.com",
      failOnError: "maybe",
      tiggers: [1],
    };
    const stack = await engine.stack("arguments", gate(wrong));
    const run = await stack.up();
    expect(run.ok).to.equal(false);
    for (const text of [
      "property instanceId value {no spaces please} has a problem: must be 1 to 64 letters",
      "property projectId value {} has a problem: must be 1 to 64 letters",
      "property endpoint value {http://example.com} has a problem: must begin with https://",
      "property failOnError value {maybe} has a problem: must be a boolean, true or false without quotes",
      "property tiggers value {[{1}]} has a problem: is an unknown argument",
    ]) {
      expect(run.screen).to.include(text);
    }
    expect(run.screen).not.to.match(/^\s+at .*:\d+:\d+/m);
    stack.use(gate({ instanceId: undefined }));
    const { screen } = await stack.up();
    expect(screen).to.include("instanceId is missing: give the id of the gateway to wait for").and.not.include("<nil>");
    expect(engine.cloud.requests).to.deep.equal([]);
  });

  it("refuses a token that stands unencrypted in the stack config, with the command that fixes it", async () => {
    const stack = await engine.stack("plain", gate(), { config: { "apig:authToken": { value: "plain-token-value" } } });
    const run = await stack.up();
    expect(run.ok).to.equal(false);
    expect(run.screen).to.include("pulumi config set --secret apig:authToken").and.not.include("plain-token-value");
    expect(stack.state.text()).not.to.include("plain-token-value");
  });

  it("warns once a run of a mistyped key in the stack config, with the nearest, in a preview and in an update", async () => {
    const program = async () => {
      for (const name of ["gate", "other"]) new apig.GatewayReadiness(name, { instanceId: "ready" });
    };
    const config = { "apig:regoin": { value: "eu-de" }, "other:regoin": { value: "eu-de" } };
    const stack = await engine.stack("mistyped", program, { config });
    const warning = "stack config apig:regoin is not a setting of this provider; did you mean apig:region?";
    for (const run of [await stack.preview(), await stack.up()]) {
      expectWarned(run, warning);
      expect(run.screen).to.not.include("other:regoin");
    }
  });

  describe("in one stack", () => {
    let stack: InlineStack;
    before(async () => {
      stack = await engine.stack("mistakes", gate());
    });

    for (const [what, env, text] of [
      [
        "no credentials",
        { HW_AUTH_TOKEN: "" },
        "no credential: set a token with pulumi config set --secret apig:authToken",
      ],
      ["no project", { HW_PROJECT_ID: "" }, "no project: set it with pulumi config set apig:projectId"],
      [
        "a login that is not supported",
        { HW_AUTH_TOKEN: "", OS_CLOUD: "oidc", OS_CLIENT_CONFIG_FILE: federated },
        'clouds.yaml oidc: auth_type must be password, token, v3password, v3token or aksk, not "v3oidcpassword"',
      ],
      [
        "a profile that is not supported, beside another account's token",
        { HW_SHARED_CONFIG_FILE: profiles, HW_PROFILE: "sso" },
        "koo-profiles.json sso: mode is SSO, which is not supported",
      ],
      ["a malformed token", { HW_AUTH_TOKEN: "two words" }, "HW_AUTH_TOKEN must be one line of printable characters"],
    ] as const) {
      it(`explains ${what}, before any request, and keeps nothing`, async () => {
        const before = engine.cloud.requests.length;
        stack.useEnv(env);
        const run = await stack.up();
        expect(run.ok).to.equal(false);
        expect(run.screen)
          .to.include(text)
          .and.not.match(/two words|corporate-sso-password/);
        expect(run.screen).not.to.match(/^\s+at .*:\d+:\d+/m);
        expect(stack.state.resource("gate")).to.equal(undefined);
        expect(engine.cloud.requests.length).to.equal(before);
      });
    }

    it("ends at once on an answer that retrying cannot fix", async () => {
      const nowhere = JSON.stringify({ error_code: "APIGW.0101", error_msg: "The API does not exist" });
      const answers = {
        forbidden: [{ status: 403 }, "HTTP 403 APIC.7106", "apig:instance:getCreateProgress"],
        elsewhere: [{ status: 404, body: nowhere }, "HTTP 404 APIGW.0101", "does not serve this API"],
      } as const;
      stack.useEnv({});
      for (const [id, [answer]] of Object.entries(answers)) {
        engine.cloud.setGateway(id, {
          steps: [[0, 0]],
          end: 10,
          status: "success",
          faults: [{ kind: "status", ...answer }],
        });
      }
      stack.use(async () => {
        for (const id of Object.keys(answers)) new apig.GatewayReadiness(id, { instanceId: id });
      });
      const run = await stack.up({ continueOnError: true });
      expect(run.ok).to.equal(false);
      for (const [id, [, ...texts]] of Object.entries(answers)) {
        for (const text of texts) expect(run.screen).to.include(text);
        expect(engine.asked(id)).to.have.length(1);
        expect(stack.state.resource(id)).to.equal(undefined);
      }
    });

    it("ends at once when the token is refused", async () => {
      stack.use(gate());
      stack.useEnv({ HW_AUTH_TOKEN: "refused" });
      const before = engine.cloud.requests.length;
      const run = await stack.up();
      expect(run.ok).to.equal(false);
      for (const text of ["HTTP 401 APIC.7102", "Get a new token", "npx pulumi-apig doctor"]) {
        expect(run.screen).to.include(text);
      }
      expect(engine.cloud.requests.length - before).to.equal(1);
      expect(stack.state.resource("gate")).to.equal(undefined);
    });
  });
});
