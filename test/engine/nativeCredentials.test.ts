import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { demo } from "../../emulator";
import type { Ended } from "./helpers/cliRun";
import type { Engine } from "./helpers/engine";
import { writeFiles } from "./helpers/files";
import { gatesOf, nativeEngine, ref, type YamlResource, yamlProject } from "./helpers/nativeProject";
import type { Project } from "./helpers/project";

const { agency, temporary } = demo;
const secrets = [
  ...[demo.token, demo.secretKey, demo.password, temporary.secretKey, temporary.securityToken, demo.accessKey],
  ...[temporary.accessKey, "emulator-secret-key"],
];
const secret = (value: string) => ({ "fn::secret": value });
const noToken = { HW_AUTH_TOKEN: "", HW_PROJECT_ID: "" };
const ready = { steps: [[0, 30]], end: 0, status: "success" } as const;

describe("credentials of the plugin", () => {
  let engine: Engine;
  before(async () => {
    ({ engine } = await nativeEngine({ metadata: "v2", gateways: { orders: ready } }));
    engine.cloud.setGateway(`${agency.projectId}/orders`, ready);
  });
  after(() => engine.stop());

  /** No request was refused, and nothing is left of a secret but in the program itself. */
  function expectUsed(project: Project, runs: readonly Ended[], before = 0): void {
    for (const { ok, screen } of runs) expect(ok, screen).to.equal(true);
    const statuses = engine.cloud.requests.slice(before).map(({ status }) => status);
    expect(statuses).to.include(200).and.not.include(401);
    const places = {
      state: project.state.text(),
      screen: runs.map(({ screen }) => screen).join("\n"),
      // The engine's own first event holds the stack config as it stands there.
      events: JSON.stringify(runs.map(({ events }) => events.filter(({ preludeEvent }) => !preludeEvent))),
      record: JSON.stringify(engine.cloud.requests),
    };
    for (const [place, text] of Object.entries(places)) {
      for (const word of secrets) expect(text.includes(word), `${word} in ${place}`).to.equal(false);
    }
  }

  describe("in explicit providers, one for each kind", () => {
    let project: Project;
    let preview: Ended;
    let begun: number;
    let requestsOfPreview: number;
    before(async () => {
      const { url, requests } = engine.cloud;
      begun = requests.length;
      const place = { endpoint: url, projectId: demo.projectId };
      const keys = { accessKey: secret(demo.accessKey), secretKey: secret(demo.secretKey) };
      const password = { userName: demo.userName, password: secret(demo.password), domainName: demo.domainName };
      const kinds = {
        token: { ...place, authToken: secret(demo.token) },
        key: { ...place, ...keys },
        temporary: {
          ...place,
          ...{ accessKey: secret(temporary.accessKey), secretKey: secret(temporary.secretKey) },
          securityToken: secret(temporary.securityToken),
        },
        password: { endpoint: url, authUrl: url, projectName: demo.projectName, ...password },
        agency: {
          ...{ endpoint: url, authUrl: url, region: "eu-de", ...keys, agencyName: agency.name },
          ...{ agencyDomainName: agency.domainName, projectId: agency.projectId },
        },
        server: { ...place, ecsAgency: true },
        // Not known in a preview.
        late: { endpoint: url, authToken: secret(demo.token), projectId: ref("by-token.projectId") },
      };
      const resources = Object.entries(kinds).flatMap(([kind, properties]): [string, YamlResource][] => [
        [`provider-${kind}`, { type: "pulumi:providers:apig", properties }],
        [`by-${kind}`, { properties: { instanceId: "orders" }, options: { provider: ref(`provider-${kind}`) } }],
      ]);
      const entry = { properties: { instanceId: "orders", cloud: "here" } };
      const env = { ...noToken, APIG_METADATA_ADDRESS: url };
      const program = { resources: { ...Object.fromEntries(resources), "by-entry": entry } };
      project = await yamlProject(engine, "kinds", program, { env });
      const auth = { ak: demo.accessKey, sk: demo.secretKey, project_id: demo.projectId };
      writeFiles(project.folder, { "clouds.yaml": { clouds: { here: { apig_endpoint_override: url, auth } } } });
      preview = await project.start(["preview"]).ended;
      requestsOfPreview = requests.length - begun;
    });

    it("preview asks nothing, also where a setting is not known yet", () => {
      expect(preview.ok, preview.screen).to.equal(true);
      expect(requestsOfPreview).to.equal(0);
    });

    it("waits with a token, keys, a password, agencies and an entry of clouds.yaml; the secrets are found nowhere afterwards", async () => {
      const up = await project.up();
      expectUsed(project, [up], begun);
      const ids = ["token", "key", "temporary", "password", "server", "late", "entry"].map(
        (kind) => project.state.resource(`by-${kind}`)?.id,
      );
      expect(new Set(ids)).to.deep.equal(new Set([`${demo.projectId}/orders`]));
      expect(project.state.resource("by-agency")?.id).to.equal(`${agency.projectId}/orders`);
      expectUsed(project, [await project.up("--expect-no-changes")], begun);
    });
  });

  it("a token that stands unencrypted in the stack config is encrypted in the state", async () => {
    const before = engine.cloud.requests.length;
    const config = { "apig:authToken": demo.token, "apig:projectId": demo.projectId };
    const project = await yamlProject(
      engine,
      "plain",
      { resources: gatesOf({ orders: {} }) },
      { env: noToken, config },
    );
    const up = await project.up();
    const refresh = await project.start(["refresh", "--yes", "--skip-preview"]).ended;
    expect(readFileSync(join(project.folder, "Pulumi.dev.yaml"), "utf8")).to.include(demo.token);
    expectUsed(project, [up, refresh], before);
    const { inputs } = project.state.resources().find(({ type }) => type === "pulumi:providers:apig") ?? {};
    expect(inputs?.authToken).to.have.property("ciphertext");
    expect((await project.destroy()).ok).to.equal(true);
  });

  it("a secret argument stays secret; a refused credential is not shown", async () => {
    const place = { endpoint: engine.cloud.url, projectId: demo.projectId };
    const resources = {
      right: { type: "pulumi:providers:apig", properties: { ...place, authToken: secret(demo.token) } },
      orders: {
        properties: { instanceId: secret("orders"), triggers: [secret("trigger-secret")] },
        options: { provider: ref("right") },
      },
      refused: { properties: { instanceId: "orders" }, options: { provider: ref("wrong") } },
      wrong: { type: "pulumi:providers:apig", properties: { ...place, authToken: secret("wrong-token-value") } },
    };
    const project = await yamlProject(engine, "secret", { resources }, { env: noToken });
    const { ok, screen } = await project.up("--continue-on-error");
    expect(ok).to.equal(false);
    expect(screen).to.include("APIG_UNAUTHORIZED").and.not.include("wrong-token-value");
    const text = project.state.text();
    expect(text).to.not.include("trigger-secret").and.not.include("wrong-token-value");
    expect(project.state.resource("orders")?.outputs?.instanceId).to.have.property("ciphertext");
  });
});
