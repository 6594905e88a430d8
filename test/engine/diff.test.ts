import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as apig from "pulumi-apig";
import { Engine, typeToken } from "./helpers/engine";
import type { InlineStack, Run } from "./helpers/inlineStack";

/** A resource as the program makes it: named as its row, unless it has another name. */
interface Gate {
  readonly args?: Partial<apig.GatewayReadinessArgs>;
  readonly opts?: apig.GatewayReadinessOptions;
  readonly name?: string;
  readonly inTeam?: boolean;
}

/** What an `up` changes of a resource, and what the engine then does. */
interface Row {
  readonly from?: Gate;
  readonly to: Gate;
  readonly op: "same" | "update" | "replace";
  readonly polls: number;
}

class Team extends pulumi.ComponentResource {
  constructor() {
    super("test:index:Team", "team");
  }
}

/** Each resource, with a dependent on every output of it. */
const program = (gates: Readonly<Record<string, Gate>>) => async () => {
  const team = new Team();
  for (const [row, { args, opts = {}, name = row, inTeam }] of Object.entries(gates)) {
    const ready = new apig.GatewayReadiness(
      name,
      { instanceId: row, ...args },
      inTeam ? { ...opts, parent: team } : opts,
    );
    const { instanceId, projectId, endpoint, status, progress, errorCode, errorMessage } = ready;
    const { startTime, endTime, startedAt, endedAt, creationSeconds } = ready;
    const seen = { instanceId, projectId, endpoint, status, progress, errorCode, errorMessage, startTime, endTime };
    new pulumi.Stash(`dependent-${row}`, { input: pulumi.output({ ...seen, startedAt, endedAt, creationSeconds }) });
  }
};

const accepted = { args: { failOnError: false } };

function rowsFor(url: string, projectId: string): Readonly<Record<string, Row>> {
  const same = { op: "same", polls: 0 } as const;
  const update = { op: "update", polls: 1 } as const;
  const replace = { op: "replace", polls: 1 } as const;
  const moved = { projectId, region: "eu-de", endpoint: url.replace("127.0.0.1", "localhost") };
  const triggers = (value: number) => ({ args: { triggers: [1, { a: [value] }] } });
  const renamed = { name: "renamed", opts: { aliases: [{ name: "alias" }] } };
  const adopted = { inTeam: true, opts: { aliases: [{ parent: pulumi.rootStackResource }] } };
  return {
    "another-package-version": { to: {}, ...same }, // `changed` is after an edit of each `__provider`
    "project-given": { to: { args: { projectId } }, ...same },
    "region-given": { from: { args: { projectId } }, to: { args: { projectId, region: "eu-de" } }, ...update },
    "endpoint-changed": { from: { args: { projectId, region: "eu-de" } }, to: { args: moved }, ...update },
    "endpoint-with-slash": {
      from: { args: moved },
      to: { args: { ...moved, endpoint: `${moved.endpoint}/` } },
      ...same,
    },
    "only-the-id-any-more": { from: { args: { projectId, region: "eu-de" } }, to: {}, ...same },
    // Then the stack config's holds, which is another one.
    "endpoint-not-given-any-more": { from: { args: moved }, to: {}, ...update },
    "triggers-given": { to: triggers(2), ...replace },
    "triggers-equal": { from: triggers(2), to: triggers(2), ...same },
    "triggers-changed-deep-inside": { from: triggers(2), to: triggers(3), ...replace },
    "another-gateway": { to: { args: { instanceId: "second" } }, ...replace },
    "another-project": { to: { args: { projectId: "another" } }, ...replace },
    timeouts: { to: { opts: { customTimeouts: { create: "9m", update: "8m", read: "7m" } } }, ...same },
    "ignore-changes": { to: { args: { triggers: [1] }, opts: { ignoreChanges: ["triggers"] } }, ...same },
    // Not a replacement: the SDK does not tell the engine which argument changed.
    "replace-on-changes": {
      to: { args: { endpoint: moved.endpoint }, opts: { replaceOnChanges: ["endpoint"] } },
      ...update,
    },
    alias: { to: renamed, ...same },
    parent: { to: adopted, ...same },
    protected: { to: { opts: { protect: true } }, ...same },
    "failed-accepted": { from: accepted, to: accepted, ...same },
    "failed-not-accepted": { from: accepted, to: { args: { failOnError: true } }, ...update },
  };
}

describe("what counts as a change", () => {
  let engine: Engine;
  let stack: InlineStack;
  let rows: Readonly<Record<string, Row>>;
  let changed: Run;
  const pollsBefore: Record<string, number> = {};

  /** The resources after `changed`. Two of them failed: these are as they were before. */
  const settled = (more: Readonly<Record<string, Gate>> = {}) =>
    program({ ...gatesOf("to"), "another-project": {}, "failed-not-accepted": accepted, ...more });
  const gatesOf = (side: "from" | "to"): Readonly<Record<string, Gate>> =>
    Object.fromEntries(Object.entries(rows).map(([row, it]) => [row, it[side] ?? {}]));
  const gatewayOf = (row: string): string => rows[row]?.to.args?.instanceId?.toString() ?? row;

  before(async () => {
    engine = await Engine.start();
    const ready = { steps: [[0, 50]], end: 0, status: "success" } as const;
    const failed = { ...ready, status: "failed", errorCode: "APIC.9218", errorMsg: "create failed..." } as const;
    rows = rowsFor(engine.cloud.url, engine.cloud.projectId);
    for (const row of [...Object.keys(rows), "second"]) {
      engine.cloud.setGateway(row, row.startsWith("failed") ? failed : ready);
    }
    stack = await engine.stack("changes", program(gatesOf("from")));
    const created = await stack.up();
    expect(created.ok, created.screen).to.equal(true);

    for (const row of Object.keys(rows)) pollsBefore[row] = engine.asked(gatewayOf(row)).length;
    stack.state.edit(/("__provider": ?"(?:[^"\\]|\\.)*apig(?:[^"\\]|\\.)*)"/g, '$1;"');
    stack.use(program(gatesOf("to")));
    changed = await stack.up({ continueOnError: true });
  });
  after(() => engine.stop());

  /** What the engine did with a resource. */
  const operation = (run: Run, name: string) => {
    const metadata = run.events.flatMap(({ resourcePreEvent }) =>
      resourcePreEvent ? [resourcePreEvent.metadata] : [],
    );
    const { op } = metadata.find(({ urn }) => urn.endsWith(`${typeToken}::${name}`)) ?? {};
    return op?.includes("replace") ? "replace" : op;
  };

  function expectRows(...names: string[]) {
    for (const row of names) {
      const { to, op, polls } = rows[row] ?? expect.fail(`no row ${row}`);
      expect(operation(changed, to.name ?? row), `${row}: ${changed.screen}`).to.equal(op);
      expect(engine.asked(gatewayOf(row)).length - (pollsBefore[row] ?? 0), `polls of ${row}`).to.equal(polls);
    }
  }

  it("arguments: each change does what it should", () => {
    expectRows("project-given", "region-given", "endpoint-changed", "endpoint-with-slash", "only-the-id-any-more");
    expectRows("endpoint-not-given-any-more");
    expectRows("triggers-given", "triggers-equal", "triggers-changed-deep-inside", "another-gateway");
  });

  it("a project that differs from the stored one replaces", () => {
    expectRows("another-project");
    expect(changed.screen).to.include("HTTP 403");
  });

  it("options: timeouts, an alias, ignoreChanges and a newer package change nothing", () => {
    expectRows("another-package-version", "timeouts", "ignore-changes", "replace-on-changes", "alias", "protected");
  });

  it("a new parent changes nothing when an alias names the old one", () => expectRows("parent"));

  it("failOnError switched both ways on a failed gateway; the run after it is quiet", async () => {
    expectRows("failed-accepted", "failed-not-accepted");
    expect(changed.ok).to.equal(false);
    expect(stack.state.resource("failed-not-accepted")?.initErrors?.[0]).to.include("APIC.9218 insufficient quota");
    stack.use(settled());
    const mended = await stack.up();
    expect(mended.ok, mended.screen).to.equal(true);
    expect(operation(mended, "failed-not-accepted")).to.equal("update");

    const before = engine.cloud.requests.length;
    for (const run of [await stack.up({ expectNoChanges: true }), await stack.preview({ expectNoChanges: true })]) {
      expect(run.ok, run.screen).to.equal(true);
      expect(run.screen)
        .to.include("unchanged")
        .and.not.match(/to (update|replace|create)/);
    }
    expect(engine.cloud.requests.length).to.equal(before);
  });

  it("protect: a change that replaces is refused", async () => {
    stack.use(settled({ protected: { args: { instanceId: "second" }, opts: { protect: true } } }));
    const refused = await stack.up();
    expect(refused.ok).to.equal(false);
    expect(refused.screen).to.include("unable to replace resource");
  });
});
