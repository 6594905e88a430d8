import { expect } from "chai";
import * as apig from "pulumi-apig";
import { Engine } from "./helpers/engine";

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
      "property failOnError value {maybe} has a problem: must be true or false",
      "property tiggers value {[{1}]} has a problem: is not an argument",
    ]) {
      expect(run.screen).to.include(text);
    }
    expect(run.screen).not.to.match(/^\s+at .*:\d+:\d+/m);
    expect(engine.cloud.requests).to.deep.equal([]);
  });

  for (const [name, env, text] of [
    [
      "no credentials",
      { HW_AUTH_TOKEN: "" },
      "no credential: set a token with pulumi config set --secret apig:authToken",
    ],
    ["no project", { HW_PROJECT_ID: "" }, "no project: set it with pulumi config set apig:projectId"],
    [
      "a malformed project",
      { HW_PROJECT_ID: "a b" },
      'HW_PROJECT_ID must be 1 to 64 letters, digits, hyphens or underscores, not "a b"',
    ],
    [
      "a malformed token",
      { HW_AUTH_TOKEN: "two words" },
      "HW_AUTH_TOKEN must be one line of printable characters without spaces",
    ],
  ] as const) {
    it(`explains ${name}, before any request, and keeps nothing`, async () => {
      const before = engine.cloud.requests.length;
      const stack = await engine.stack(name.replaceAll(" ", "-"), gate(), { env });
      const run = await stack.up();
      expect(run.ok).to.equal(false);
      expect(run.screen).to.include(text).and.not.include("two words");
      expect(run.screen).not.to.match(/^\s+at .*:\d+:\d+/m);
      expect(stack.state.resource("gate")).to.equal(undefined);
      expect(engine.cloud.requests.length).to.equal(before);
    });
  }

  it("refuses a token that stands unencrypted in the stack config, with the command that mends it", async () => {
    const stack = await engine.stack("plain", gate(), { config: { "apig:authToken": { value: "plain-token-value" } } });
    const run = await stack.up();
    expect(run.ok).to.equal(false);
    expect(run.screen).to.include("pulumi config set --secret apig:authToken").and.not.include("plain-token-value");
    expect(stack.state.text()).not.to.include("plain-token-value");
  });

  it("keeps the token out of state, screen and record", async () => {
    const { token } = engine.cloud;
    const config = { "apig:authToken": { value: token, secret: true } };
    const stack = await engine.stack("leak", gate(), { config, env: { HW_AUTH_TOKEN: "" } });
    const run = await stack.up();
    expect(run.ok, run.screen).to.equal(true);
    const places = [stack.state.text(), run.screen, JSON.stringify(engine.cloud.requests), JSON.stringify(run.events)];
    for (const place of places) expect(place).not.to.include(token);
  });

  for (const [id, body, status, texts] of [
    ["unauthorised", undefined, 401, ["HTTP 401 APIC.7102", "get a new token", "npx pulumi-apig doctor"]],
    ["forbidden", undefined, 403, ["HTTP 403 APIC.7106", "apig:instance:getCreateProgress"]],
    [
      "elsewhere",
      { error_code: "APIGW.0101", error_msg: "The API does not exist" },
      404,
      ["HTTP 404 APIGW.0101", "does not serve this API"],
    ],
  ] as const) {
    it(`ends at once on an answer that waiting cannot mend: ${status} ${id}`, async () => {
      const fault = { from: 0, to: 1e6, kind: "status", status, ...(body && { body: JSON.stringify(body) }) } as const;
      engine.cloud.setGateway(id, { steps: [[0, 0]], end: 10, status: "success", faults: [fault] });
      const stack = await engine.stack(id, gate({ instanceId: id }));
      const run = await stack.up();
      expect(run.ok).to.equal(false);
      for (const text of texts) expect(run.screen).to.include(text);
      expect(engine.cloud.requests.filter(({ gatewayId }) => gatewayId === id)).to.have.length(1);
      expect(stack.state.resource("gate")).to.equal(undefined);
    });
  }
});
