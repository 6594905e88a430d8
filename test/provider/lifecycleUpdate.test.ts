import { expect } from "chai";
import type { Fault, Timeline } from "../../emulator";
import {
  expectComplete,
  initFailure,
  plainError,
  providerInput,
  rejection,
  soon,
  steady,
  worldOf,
} from "./helpers/lifecycle";
import { creating, failed } from "./helpers/pollResults";

type Coded = Error & { readonly code?: string };

describe("lifecycle", () => {
  const world = worldOf();
  const faulty = (...faults: Fault[]): Timeline => ({ ...steady, faults });
  /** Hardly ever polled, so that a long wait takes few polls. */
  const silent = faulty({ kind: "status", status: 503, headers: { "retry-after": "1000" } } as Fault);

  function known(timeline: Timeline | "success" | "quota" | null, snapshot: typeof creating | null = creating) {
    const { outputs: olds, ...gateway } = world.known(timeline, snapshot);
    return { ...gateway, olds, news: { instanceId: gateway.instanceId, __provider: providerInput } };
  }

  describe("update: waits again", () => {
    it("a wait that was cut off goes on, and ends with every output", async () => {
      const { id, olds, news, seconds } = known(soon);
      const { outs } = await world.lifecycle().update(id, olds, { ...news, region: "eu-de", triggers: [7] });
      expectComplete(outs);
      expect(outs).to.deep.include({ status: "success", progress: 100, region: "eu-de", triggers: [7] });
      expect(seconds()).to.be.within(60, 72);
    });

    it("a failed gateway is accepted by failOnError: false", async () => {
      const { id, olds, news } = known("quota", failed);
      const { outs } = await world.lifecycle().update(id, olds, { ...news, failOnError: false });
      expect(outs).to.include({ status: "failed", errorCode: "APIC.9218", failOnError: false });
    });

    const limits: [rule: string, timeouts: Record<string, string> | undefined, seconds: number][] = [
      ["its own timeout", { create: "5m", update: "2m" }, 120],
      ["else that of create", { create: "5m", read: "1m" }, 300],
      ["else 60 minutes", undefined, 3600],
    ];
    for (const [rule, timeouts, expected] of limits) {
      it(`the limit is ${rule}`, async () => {
        const { id, olds, news, seconds } = known(silent);
        const error = await initFailure(
          world.lifecycle().update(id, olds, { ...news, ...(timeouts && { __timeouts: timeouts }) }),
        );
        expect(error.reasons[0]).to.contain("customTimeouts.update");
        expect(seconds()).to.equal(expected);
      });
    }

    it("a gateway that was never seen has its grace time again, one that was seen has none", async () => {
      for (const [snapshot, expected] of [
        [null, 30],
        [creating, 0],
      ] as const) {
        const { id, olds, news, seconds } = known(null, snapshot);
        await initFailure(world.lifecycle().update(id, olds, news));
        expect(seconds()).to.equal(expected);
      }
    });
  });

  describe("update: another gateway", () => {
    const others: [property: string, news: object][] = [
      ["instanceId", { instanceId: "another" }],
      ["projectId", { projectId: "another" }],
    ];
    for (const [property, other] of others) {
      it(`${property}: refused without a request; a failure that keeps nothing`, async () => {
        const { id, olds, news, polls } = known(soon);
        const { message, code } = (await plainError(
          world.lifecycle().update(id, olds, { ...news, ...other }),
        )) as Coded;
        expect(message).to.include(`${property} cannot change to "another"`).and.include(id);
        expect([code, polls()]).to.deep.equal(["APIG_INVALID_ARGUMENT", 0]);
      });
    }

    it("an id without a project: that of the arguments, else that of the settings", async () => {
      const { olds, news, instanceId } = known({ ...soon, end: 0 });
      const { projectId } = world.emulator;
      for (const given of [{}, { projectId }]) {
        const { outs } = await world.lifecycle().update(instanceId, olds, { ...news, ...given });
        expect(outs).to.include({ status: "success", projectId });
      }
    });
  });

  describe("update: where", () => {
    it("stopped before its first poll: the stored project and endpoint are kept", async () => {
      const { id, olds, news } = known(soon);
      const error = await initFailure(world.lifecycle({ signal: AbortSignal.abort() }).update(id, olds, news));
      const { projectId, endpoint } = world.emulator;
      expect(error.last).to.include({ projectId, endpoint });
    });

    it("at the stored project, whatever the settings say now", async () => {
      const { id, olds, news } = known(soon);
      const { outs } = await world.lifecycle({ config: { projectId: "another" } }).update(id, olds, news);
      expect(outs.projectId).to.equal(world.emulator.projectId);
    });

    const nowhere = "http://127.0.0.1:1";
    const places: [rule: string, given: string | undefined, config: string | undefined, stored: string | undefined][] =
      [
        ["the endpoint that the program gives comes first", "emulator", nowhere, nowhere],
        ["then that of the settings", undefined, "emulator", nowhere],
        ["then the stored one", undefined, undefined, "emulator"],
      ];
    for (const [rule, given, config, stored] of places) {
      it(rule, async () => {
        const { id, olds, news } = known(soon);
        const place = (name?: string) => (name === "emulator" ? world.emulator.endpoint : name);
        const endpoint = place(given);
        const lifecycle = world.lifecycle({ config: { endpoint: place(config) } });
        const moved = { ...olds, endpoint: place(stored) ?? "" };
        const { outs } = await lifecycle.update(id, moved, { ...news, ...(endpoint && { endpoint }) });
        expect([outs.status, outs.endpoint]).to.deep.equal(["success", world.emulator.endpoint]);
      });
    }
  });

  it("says that a wrong address is from the state, where no setting names one, in an update and in a refresh", async () => {
    const { id, olds, news } = known(faulty({ kind: "status", status: 404, body: "" }));
    for (const [endpoint, said] of [
      [undefined, ", from the state (the last update), does not serve this API"],
      [world.emulator.endpoint, `${world.emulator.endpoint} does not serve this API`],
    ] as const) {
      const lifecycle = world.lifecycle({ config: { endpoint } });
      const { reasons } = await initFailure(lifecycle.update(id, olds, news));
      const { message } = await rejection(lifecycle.read(id, { ...olds, ...news } as never));
      expect(reasons[0]).to.include(said);
      expect(message).to.include(said);
    }
  });

  describe("update: whatever goes wrong is an init failure that keeps the last outputs", () => {
    const status = (code: number, more = {}): Fault => ({ kind: "status", status: code, ...more }) as Fault;
    const cases: [rule: string, timeline: Timeline | "quota" | null, reason: RegExp, last: object][] = [
      ["it failed", "quota", /APIC\.9218 insufficient quota/, { status: "failed", errorCode: "APIC.9218" }],
      [
        "401",
        faulty(status(401)),
        /^gateway \S+ could not be queried: credential stack config \(token\) was rejected by 127\.0\.0\.1:\d+ with HTTP 401/,
        { status: "creating", progress: 50 },
      ],
      ["403", faulty(status(403)), /HTTP 403/, { status: "creating", progress: 50 }],
      [
        "it is gone",
        null,
        /no longer exists in project \w+ at http\S+: the state keeps creating at 50%, as last seen; last/,
        { status: "creating", progress: 50 },
      ],
      ["seen, then refused", faulty(status(403, { turns: [2] })), /HTTP 403/, { status: "creating", progress: 30 }],
      [
        "no answer in time",
        faulty(status(500)),
        /last problem: HTTP 500 APIC\.9000/,
        { status: "creating", progress: 50 },
      ],
    ];
    for (const [rule, timeline, reason, last] of cases) {
      it(rule, async () => {
        const { id, olds, news } = known(timeline);
        const error = await initFailure(world.lifecycle().update(id, olds, { ...news, __timeouts: { update: "1m" } }));
        expect(error.id).to.equal(id);
        expect(error.reasons[0]).to.match(reason);
        expect(error.last).to.deep.include(last);
      });
    }

    it("no credential: before any request", async () => {
      const { id, olds, news, polls } = known(soon);
      const error = await initFailure(world.lifecycle({ config: { authToken: undefined } }).update(id, olds, news));
      expect(error.reasons[0]).to.match(/^no credential/);
      expect(error.last).to.deep.include({ status: "creating", progress: 50, endpoint: world.emulator.endpoint });
      expect([error.id, polls()]).to.deep.equal([id, 0]);
    });

    it("a state that holds next to nothing", async () => {
      const { id, news } = known(soon);
      const error = await initFailure(world.lifecycle({ config: { authToken: undefined } }).update(id, {}, news));
      expect(error.last).to.deep.include({ status: null, projectId: world.emulator.projectId, endpoint: "" });
    });
  });
});
