import { expect } from "chai";
import type { Fault, Timeline } from "../../emulator";
import type { DynamicInputs, DynamicStored } from "../../provider/dynamicLifecycle";
import {
  expectComplete,
  plainError,
  providerInput,
  rejection,
  soon,
  steady,
  type Unhealthy,
  worldOf,
} from "./helpers/lifecycle";
import { creating, failed, success } from "./helpers/pollResults";

describe("lifecycle", () => {
  const world = worldOf();
  type Line = Timeline | "success" | "quota" | null;
  const done: Timeline = { steps: [[0, 30]], end: 0, status: "success" };
  const faulty = (...faults: Fault[]): Timeline => ({ ...done, faults });
  const status = (code: number, error_code?: string): Fault =>
    ({ kind: "status", status: code, ...(error_code && { body: { error_code } }) }) as Fault;
  /** Hardly ever polled, so that a long wait takes few polls. */
  const silent = faulty({ ...status(503), headers: { "retry-after": "400" } } as Fault);

  function known(timeline: Line, snapshot: typeof creating | null, more: Partial<DynamicStored> = {}) {
    const { outputs, ...gateway } = world.known(timeline, snapshot);
    const stored: DynamicStored & DynamicInputs = { ...outputs, __provider: providerInput, ...more } as never;
    return { ...gateway, stored };
  }

  /** What the engine is told of a resource that is there but not well. */
  async function unhealthy(promise: Promise<unknown>) {
    const { facts, ...error } = (await rejection(promise)) as Unhealthy;
    const { __provider, ...last } = facts.properties;
    expect(__provider).to.equal(providerInput);
    expectComplete(last);
    return { ...error, id: facts.id, reason: facts.reasons[0], last };
  }

  async function quietError(promise: Promise<unknown>) {
    const error = await plainError(promise);
    expect(error.stack).to.equal("");
    return error;
  }

  describe("read in a refresh: what it answers", () => {
    it("a gateway that is still ready costs one request", async () => {
      const { id, stored, polls, seconds } = known(done, success);
      const result = await world.lifecycle().read(id, stored);
      expectComplete(result.props);
      expect([result.id, result.props?.status, polls(), seconds()]).to.deep.equal([id, "success", 1, 0]);
    });

    it("a wait that was cut off goes on until it is over", async () => {
      const { id, stored, seconds } = known(soon, creating);
      expect((await world.lifecycle().read(id, stored)).props).to.include({ status: "success", creationSeconds: 60 });
      expect(seconds()).to.be.within(60, 72);
    });

    it("a gateway that no wait has seen yet is refreshed like any other", async () => {
      const there = known(done, null);
      expect((await world.lifecycle().read(there.id, there.stored)).props?.status).to.equal("success");
      const gone = known(null, null);
      expect(await world.lifecycle().read(gone.id, gone.stored)).to.deep.equal({});
      // The grace time is for a gateway that was just ordered.
      expect([gone.polls(), gone.seconds()]).to.deep.equal([1, 0]);
    });

    it("one request for a ready gateway, also when its status has changed", async () => {
      const { id, stored, polls } = known(steady, success);
      const { reason, last } = await unhealthy(world.lifecycle().read(id, stored));
      expect([polls(), last.status]).to.deep.equal([1, "creating"]);
      expect(reason).to.contain("customTimeouts.read");
    });

    const bounds: [rule: string, read: string | null, seconds: number, polls: number][] = [
      ["10 minutes by default", null, 600, 11],
      ["customTimeouts.read", "15m", 900, 16],
      ["0s: one poll, and a second chance for one that fails", "0s", 8.5, 2],
    ];
    for (const [rule, read, seconds, polls] of bounds) {
      it(`bounded by ${rule}`, async () => {
        const timeouts = { create: "1m", update: "1m", read };
        const gateway = known(silent, creating, { __timeouts: timeouts });
        await quietError(world.lifecycle().read(gateway.id, gateway.stored));
        expect([gateway.seconds(), gateway.polls()]).to.deep.equal([seconds, polls]);
      });
    }

    it("failed: the engine keeps reason and outputs, and goes on", async () => {
      const { id, stored } = known("quota", success, { __timeouts: { create: null, update: null, read: "0s" } });
      const first = world.lifecycle();
      await rejection(first.read(id, stored));
      world.clock.pass(5_000);
      const seen = await unhealthy(first.read(id, stored));
      expect(seen.id).to.equal(id);
      expect(seen.reason).to.match(/^gateway gw-\S+ failed .*APIC\.9218/);
      expect(seen.last).to.include({ status: "failed", errorCode: "APIC.9218" });
    });

    it("not ready, where the engine has no such error: plain outputs", async () => {
      const { id, stored } = known("quota", creating);
      const result = await world.lifecycle({ canKeepUnhealthy: false }).read(id, stored);
      expectComplete(result.props);
      expect([result.id, result.props?.status]).to.deep.equal([id, "failed"]);
    });

    for (const [what, timeline, snapshot] of [
      ["failed", "quota", failed],
      [
        "still creating at the bound",
        { ...steady, faults: [{ ...status(503), headers: { "retry-after": "400" }, from: 9 }] },
        creating,
      ],
    ] as [string, Line, typeof creating][]) {
      it(`${what}, with failOnError: false: plain outputs`, async () => {
        const { id, stored } = known(timeline, snapshot, { failOnError: false });
        const result = await world.lifecycle().read(id, stored);
        expectComplete(result.props);
        expect(result.props).to.include({ status: snapshot.status, failOnError: false });
      });
    }

    it("what the program asked for is echoed once more", async () => {
      const echoed = {
        region: "eu-de",
        triggers: [1],
        __timeouts: { create: "9m" },
      };
      const { id, stored } = known(done, success, echoed);
      expect((await world.lifecycle().read(id, stored)).props).to.deep.include(echoed);
    });

    it("at the stored endpoint and project, whatever the environment says now", async () => {
      const { id, stored } = known(done, success);
      const config = { endpoint: undefined, projectId: "another" };
      const env = { HW_REGION_NAME: "eu-nl", HW_PROJECT_ID: "another" };
      const { props } = await world.lifecycle({ config, env }).read(id, stored);
      expect([props?.endpoint, props?.projectId]).to.deep.equal([world.emulator.endpoint, world.emulator.projectId]);
    });
  });

  describe("read in a refresh: gone, and only gone, has no id", () => {
    const gone: [rule: string, timeline: Line][] = [
      ["404 APIC.7302", null],
      ["404 APIG.3030", faulty(status(404, "APIG.3030"))],
      ["seen and then gone", { ...steady, gone: 20 }],
    ];
    for (const [rule, timeline] of gone) {
      it(rule, async () => {
        const { id, stored } = known(timeline, creating);
        expect(await world.lifecycle().read(id, stored)).to.deep.equal({});
      });
    }

    const kept: [rule: string, timeline: Line, code: string][] = [
      ["404 of another code", faulty(status(404, "APIGW.0101")), "APIG_WRONG_ENDPOINT"],
      ["404 without a code", faulty({ kind: "status", status: 404, body: "" } as Fault), "APIG_WRONG_ENDPOINT"],
      ["the same code with another status", faulty(status(500, "APIC.7302")), "APIG_TIMED_OUT"],
      ["401", faulty(status(401)), "APIG_UNAUTHORIZED"],
      ["403", faulty(status(403)), "APIG_FORBIDDEN"],
      ["the API is down", faulty(status(503)), "APIG_TIMED_OUT"],
      ["no answer", faulty({ kind: "reset" }), "APIG_TIMED_OUT"],
    ];
    for (const [rule, timeline, code] of kept) {
      it(`${rule}: throws, without a stack, and the state stays`, async () => {
        const { id, stored } = known(timeline, success);
        expect((await quietError(world.lifecycle().read(id, stored))).code).to.equal(code);
      });
    }

    it("no credential: throws, without a stack, before any request", async () => {
      const { id, stored, polls } = known(done, success);
      const error = await quietError(world.lifecycle({ config: { authToken: undefined } }).read(id, stored));
      expect([error.code, polls()]).to.deep.equal(["APIG_NO_CREDENTIALS", 0]);
    });
  });

  describe("read for .get()", () => {
    const args = (more: object = {}) =>
      ({ __row: "urn", __provider: providerInput, ...more }) as unknown as DynamicInputs;
    const read = (id: string, more?: object) => world.lifecycle().read(id, args(more) as never);

    for (const [what, idOf] of [
      ["a full id", (gateway: { id: string }) => gateway.id],
      ["a bare instance id", (gateway: { instanceId: string }) => gateway.instanceId],
    ] as [string, (gateway: { id: string; instanceId: string }) => string][]) {
      it(`takes ${what} and waits`, async () => {
        const gateway = world.gateway(soon);
        const { id, props } = await read(idOf(gateway));
        expectComplete(props);
        expect([id, props?.status, props?.instanceId]).to.deep.equal([gateway.id, "success", gateway.instanceId]);
        expect(gateway.seconds()).to.be.within(60, 72);
      });
    }

    it("the project of a full id comes before that of the arguments and of the settings", async () => {
      const { id } = world.gateway(done);
      const { props } = await world
        .lifecycle({ config: { projectId: "other" } })
        .read(id, args({ projectId: "x" }) as never);
      expect(props?.projectId).to.equal(world.emulator.projectId);
    });

    it("in a preview it sends one request: creating is an answer", async () => {
      const gateway = world.gateway(steady);
      const { props } = await read(gateway.id, { __preview: true });
      expectComplete(props);
      expect([props?.status, gateway.polls(), gateway.seconds()]).to.deep.equal(["creating", 1, 0]);
    });

    const preview = { __preview: true, __timeouts: { read: "20m" } };
    const limits: [rule: string, more: object, seconds: number, code: string][] = [
      ["60 minutes by default", {}, 3600, "APIG_TIMED_OUT"],
      ["customTimeouts.read", { __timeouts: { read: "20m" } }, 1200, "APIG_TIMED_OUT"],
      ["one poll in a preview, and a second chance", preview, 8.5, "APIG_UNAVAILABLE"],
    ];
    for (const [rule, more, seconds, code] of limits) {
      it(`bounded by ${rule}, and then throws`, async () => {
        const gateway = world.gateway(silent);
        expect((await quietError(read(gateway.id, more))).code).to.equal(code);
        expect(gateway.seconds()).to.equal(seconds);
      });
    }

    it("a failed gateway is taken with failOnError: false", async () => {
      const { props } = await read(world.gateway("quota").id, { failOnError: false });
      expect(props).to.include({ status: "failed", errorCode: "APIC.9218", failOnError: false });
    });

    const thrown: [rule: string, timeline: Line, more: object, code: string, seconds: number][] = [
      ["failed", "quota", {}, "APIG_GATEWAY_FAILED", 10],
      ["failed, in a preview", { ...steady, end: 0, status: "failed" }, { __preview: true }, "APIG_GATEWAY_FAILED", 0],
      ["gone, after the grace time", null, {}, "APIG_NOT_FOUND", 30],
      ["gone, in a preview at once", null, { __preview: true }, "APIG_NOT_FOUND", 0],
      ["gone, though failOnError is false", null, { failOnError: false }, "APIG_NOT_FOUND", 30],
      ["403", faulty(status(403)), {}, "APIG_FORBIDDEN", 0],
    ];
    for (const [rule, timeline, more, code, seconds] of thrown) {
      it(`${rule}: throws, without a stack, and never answers without an id`, async () => {
        const gateway = world.gateway(timeline);
        expect((await quietError(read(gateway.id, more))).code).to.equal(code);
        expect(gateway.seconds()).to.be.at.most(seconds);
      });
    }

    const wrong: [rule: string, id: string, more: object, text: RegExp][] = [
      ["an instance id that breaks the rule", "p/a b", {}, /^instanceId must be 1 to 64/],
      [
        "more than two parts",
        "a/b/c",
        {},
        /^the id must be \{instanceId\} or \{projectId\}\/\{instanceId\}, not "a\/b\/c" \(APIG_INVALID_ARGUMENT/,
      ],
      ["a path", "p/../x", {}, /^the id must be .*, not "p\/\.\.\/x" \(APIG_/],
      ["a project that breaks the rule", "a b/gw", {}, /^projectId must be 1 to 64/],
      ["no project before the slash", "/gw", {}, /^projectId must be 1 to 64/],
      ["an empty id", "", {}, /^instanceId must be 1 to 64/],
      [
        "all at once",
        "gw",
        { region: "a b", __timeouts: { read: "x" } },
        /region must .*; timeouts\.read must be a duration/,
      ],
    ];
    for (const [rule, id, more, text] of wrong) {
      it(`${rule}: refused before any request`, async () => {
        const requests = world.emulator.requests.length;
        const error = await quietError(read(id, more));
        expect([error.code, world.emulator.requests.length]).to.deep.equal(["APIG_INVALID_ARGUMENT", requests]);
        expect(error.message).to.match(text);
      });
    }
  });
});
