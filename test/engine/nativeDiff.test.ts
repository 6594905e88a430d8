import { expect } from "chai";
import type { Ended } from "./helpers/cliRun";
import type { Engine } from "./helpers/engine";
import { nativeEngine, operationOf, ref, writeYaml, type YamlResource, yamlProject } from "./helpers/nativeProject";
import type { Project } from "./helpers/project";

/** What a program says of a resource, which is named as its row. */
interface Gate {
  readonly args?: object;
  readonly options?: object;
}

/** What an `up` changes of a resource, and what the engine then does. */
interface Row {
  readonly from?: Gate;
  readonly to: Gate;
  readonly op: "same" | "update" | "replace";
  readonly polls: number;
}

const accepted = { args: { failOnError: false } };

function rowsFor(url: string, projectId: string): Readonly<Record<string, Row>> {
  const same = { op: "same", polls: 0 } as const;
  const update = { op: "update", polls: 1 } as const;
  const replace = { op: "replace", polls: 1 } as const;
  const here = { endpoint: url };
  const moved = { endpoint: url.replace("127.0.0.1", "localhost") };
  const triggers = (value: number) => ({ args: { triggers: [1, { a: [value] }] } });
  return {
    "project-given": { to: { args: { projectId } }, ...same },
    "region-given": { from: { args: { projectId } }, to: { args: { projectId, region: "eu-de" } }, ...update },
    "endpoint-changed": { from: { args: here }, to: { args: moved }, ...update },
    "endpoint-with-slash": { from: { args: moved }, to: { args: { endpoint: `${moved.endpoint}/` } }, ...same },
    "default-given": { to: { args: { failOnError: true } }, ...same },
    "only-the-id-any-more": { from: { args: { projectId, region: "eu-de" } }, to: {}, ...same },
    // Then the stack config's holds, which is another one.
    "endpoint-not-given-any-more": { from: { args: moved }, to: {}, ...update },
    "triggers-given": { to: triggers(2), ...replace },
    "triggers-equal": { from: triggers(2), to: triggers(2), ...same },
    "triggers-changed-deep-inside": { from: triggers(2), to: triggers(3), ...replace },
    "another-gateway": { to: { args: { instanceId: "second" } }, ...replace },
    "another-project": { to: { args: { projectId: "another" } }, ...replace },
    timeouts: { to: { options: { customTimeouts: { create: "9m", update: "8m" } } }, ...same },
    "ignore-changes": { to: { args: { triggers: [1] }, options: { ignoreChanges: ["triggers"] } }, ...same },
    "replace-on-changes": { to: { args: moved, options: { replaceOnChanges: ["endpoint"] } }, ...replace },
    "replace-on-other-changes": { to: { args: moved, options: { replaceOnChanges: ["region"] } }, ...update },
    protected: { to: { options: { protect: true } }, ...same },
    "failed-accepted": { from: accepted, to: accepted, ...same },
    "failed-not-accepted": { from: accepted, to: { args: { failOnError: true } }, ...update },
  };
}

describe("what counts as a change for the plugin", () => {
  let engine: Engine;
  let project: Project;
  let rows: Readonly<Record<string, Row>>;
  let changed: Ended;
  const pollsBefore: Record<string, number> = {};

  const gateOf = (row: string, { args, options }: Gate = {}): YamlResource => ({
    properties: { instanceId: row, ...args },
    ...(options && { options }),
  });
  /** Each resource, and one that reads all its outputs. */
  const program = (side: "from" | "to", more: Readonly<Record<string, Gate>> = {}) => {
    const outputs = ["instanceId", "projectId", "endpoint", "status", "progress", "errorCode", "startedAt", "endTime"];
    const made = Object.keys(rows).flatMap((row) => [
      [row, gateOf(row, more[row] ?? rows[row]?.[side])],
      ...(row.startsWith("triggers") || row === "timeouts"
        ? [[`reader-${row}`, gateOf("second", { args: { triggers: outputs.map((name) => ref(`${row}.${name}`)) } })]]
        : []),
    ]);
    return { resources: Object.fromEntries(made) };
  };
  const gatewayOf = (row: string): string => (rows[row]?.to.args as { instanceId?: string })?.instanceId ?? row;

  before(async () => {
    ({ engine } = await nativeEngine());
    const ready = { steps: [[0, 50]], end: 0, status: "success" } as const;
    const failed = { ...ready, status: "failed", errorCode: "APIC.9218", errorMsg: "create failed..." } as const;
    rows = rowsFor(engine.cloud.url, engine.cloud.projectId);
    for (const row of [...Object.keys(rows), "second"]) {
      engine.cloud.setGateway(row, row.startsWith("failed") ? failed : ready);
    }
    project = await yamlProject(engine, "changes", program("from"));
    const created = await project.up();
    expect(created.ok, created.screen).to.equal(true);
    for (const row of Object.keys(rows)) pollsBefore[row] = engine.asked(gatewayOf(row)).length;
    writeYaml(project.folder, program("to"));
    changed = await project.up("--continue-on-error");
  });
  after(() => engine.stop());

  function expectRows(...names: string[]) {
    for (const row of names) {
      const { op, polls } = rows[row] ?? expect.fail(`no row ${row}`);
      expect(operationOf(changed.events, row), `${row}: ${changed.screen}`).to.equal(op);
      if (gatewayOf(row) !== row) continue;
      expect(engine.asked(row).length - (pollsBefore[row] ?? 0), `polls of ${row}`).to.equal(polls);
    }
  }

  it("arguments: each change does what it should, and what reads the outputs sees no change where there is none", () => {
    expectRows("project-given", "region-given", "endpoint-changed", "endpoint-with-slash", "only-the-id-any-more");
    expectRows("default-given");
    expectRows("endpoint-not-given-any-more");
    expectRows("triggers-given", "triggers-equal", "triggers-changed-deep-inside", "another-gateway");
    expect(operationOf(changed.events, "reader-timeouts")).to.equal("same");
    expect(operationOf(changed.events, "reader-triggers-changed-deep-inside"), changed.screen).to.equal("same");
  });

  it("a project that differs from the stored one replaces", () => {
    expectRows("another-project");
    expect(changed.screen).to.include("HTTP 403");
  });

  it("replaceOnChanges: the change of an argument that it names replaces", () => {
    expectRows("replace-on-changes", "replace-on-other-changes");
  });

  it("options: timeouts, ignoreChanges and protect change nothing", () => {
    expectRows("timeouts", "ignore-changes", "protected");
  });

  it("failOnError switched both ways on a failed gateway; the run after it is quiet", async () => {
    expectRows("failed-accepted", "failed-not-accepted");
    expect(changed.ok).to.equal(false);
    expect(project.state.resource("failed-not-accepted")?.initErrors?.[0]).to.include("APIC.9218 insufficient quota");
    writeYaml(project.folder, program("to", { "another-project": {}, "failed-not-accepted": accepted }));
    const mended = await project.up();
    expect(mended.ok, mended.screen).to.equal(true);
    expect(operationOf(mended.events, "failed-not-accepted")).to.equal("update");

    const before = engine.cloud.requests.length;
    const quiet = await project.up("--expect-no-changes");
    expect(quiet.ok, quiet.screen).to.equal(true);
    expect(engine.cloud.requests.length).to.equal(before);
  });

  it("the provider's endpoint moves in place what names none itself", async () => {
    await project.pulumi("config", "set", "apig:endpoint", engine.cloud.url.replace("127.0.0.1", "localhost"));
    const moved = await project.up();
    expect(moved.ok, moved.screen).to.equal(true);
    const operations = ["timeouts", "endpoint-changed"].map((row) => operationOf(moved.events, row));
    expect(operations).to.deep.equal(["update", "same"]);
    expect(project.state.resource("timeouts")?.outputs?.endpoint).to.contain("localhost");
  });
});
