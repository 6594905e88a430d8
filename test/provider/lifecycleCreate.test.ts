import { expect } from "chai";
import { demo, type Fault, type Timeline } from "../../emulator";
import { shortUrn } from "../../provider/core/rowUrn";
import type { DynamicInputs } from "../../provider/dynamicLifecycle";
import { expectComplete, initFailure, plainError, providerInput, soon, steady, worldOf } from "./helpers/lifecycle";

describe("lifecycle", () => {
  const world = worldOf();
  const answers = (status: number, more: Partial<Fault> = {}): Fault => ({ kind: "status", status, ...more }) as Fault;
  const faulty = (...faults: Fault[]): Timeline => ({ ...steady, faults });

  describe("create: a gateway that gets ready", () => {
    it("ends with every output, and an id of project and instance", async () => {
      const gateway = world.gateway(soon);
      const news: DynamicInputs = {
        instanceId: gateway.instanceId,
        region: "eu-de",
        triggers: [{ a: 1 }],
        __timeouts: { create: "20m" },
        __row: "urn:row",
        __provider: providerInput,
      };
      const { id, outs } = await world.lifecycle().create(news);
      expect(id).to.equal(gateway.id);
      expectComplete(outs);
      expect(outs).to.deep.include({
        instanceId: gateway.instanceId,
        projectId: world.emulator.projectId,
        endpoint: world.emulator.endpoint,
        status: "success",
        progress: 100,
        errorCode: null,
        creationSeconds: 60,
        region: "eu-de",
        triggers: [{ a: 1 }],
        __timeouts: { create: "20m" },
      });
      expect(gateway.seconds()).to.be.within(60, 72);
    });

    it("with failOnError: false also when it failed", async () => {
      const { instanceId } = world.gateway("quota");
      const { outs } = await world.lifecycle().create({ instanceId, failOnError: false });
      expectComplete(outs);
      expect(outs).to.include({ status: "failed", errorCode: "APIC.9218", failOnError: false });
    });

    it("answers that may pass do not end the wait", async () => {
      const faults = [
        answers(503, { turns: [1] }),
        answers(429, { turns: [2] }),
        { kind: "reset", turns: [3] } as Fault,
      ];
      const { instanceId } = world.gateway({ steps: [[0, 30]], end: 60, status: "success", faults });
      expect((await world.lifecycle().create({ instanceId })).outs.status).to.equal("success");
    });

    it("a gateway that the API does not know yet", async () => {
      const gateway = world.gateway({
        ...steady,
        end: 60,
        status: "success",
        faults: [answers(404, { turns: [1, 2, 3] })],
      });
      expect((await world.lifecycle().create({ instanceId: gateway.instanceId })).outs.status).to.equal("success");
    });
  });

  describe("create: the row of the resource", () => {
    const urn = "urn:pulumi:dev::gate::pulumi-nodejs:apig:Ready::orders";
    const create = (instanceId: string, rowUrn: unknown, row = (_: string) => noRow) =>
      world
        .lifecycle({ row })
        .create({ instanceId, __row: rowUrn, __timeouts: { create: "1s" }, __provider: providerInput } as never);
    const noRow = { onStep: () => {}, end: async () => {} };

    it("is that of the urn in the inputs, if there is one", async () => {
      const { instanceId } = world.gateway("success");
      for (const [rowUrn, told] of [
        [shortUrn(urn), [urn]],
        ["", []],
        [undefined, []],
        [5, []],
      ] as const) {
        const rows: string[] = [];
        await create(instanceId, rowUrn, (each) => {
          rows.push(each);
          return noRow;
        }).catch(() => {});
        expect(rows, String(rowUrn)).to.deep.equal(told);
      }
    });

    it("is kept in the state while the gateway is not ready, since a refresh knows it from there alone", async () => {
      const ready = world.gateway({ ...steady, end: 0, status: "success" });
      expect((await create(ready.instanceId, shortUrn(urn))).outs).not.to.have.property("__row");
      const { last } = await initFailure(create(world.gateway(steady).instanceId, shortUrn(urn)));
      expect(last).to.include({ __row: shortUrn(urn) });
    });
  });

  describe("create: something was seen, so an init failure keeps it", () => {
    const lastSeen = { status: "creating", progress: 30 };
    const cases: [rule: string, timeline: Timeline, reason: RegExp, last: object, seconds: number][] = [
      [
        "the gateway failed",
        { ...steady, end: 95, status: "failed", errorCode: "APIC.9219", errorMsg: "create failed..." },
        /^gateway gw-\S+ failed after 1m35s at 30%: APIC\.9219 insufficient resources/,
        { status: "failed", progress: 30, errorCode: "APIC.9219", creationSeconds: 95 },
        110,
      ],
      ["the time is over", steady, /is not ready after 2m0s: last seen creating at 30%/, lastSeen, 120],
      [
        "an unknown status until the time is over",
        { steps: [[0, 30, "verifying"]] },
        /last seen verifying at 30%[\s\S]*The status "verifying" is not documented: /,
        { status: "verifying", progress: 30 },
        120,
      ],
      ["refused in the middle", faulty(answers(403, { from: 60 })), /HTTP 403 .*last seen creating/, lastSeen, 75],
      ["a credential ends in the middle", faulty(answers(401, { from: 60 })), /HTTP 401 .*last seen/, lastSeen, 75],
      [
        "a redirect in the middle",
        faulty({ kind: "redirect", from: 60 }),
        /HTTP 302 to http:\/\/127\.0\.0\.1:\d+\//,
        lastSeen,
        75,
      ],
      ["gone in the middle", { ...steady, gone: 60 }, /no longer exists: last seen creating at 30%/, lastSeen, 75],
      [
        "the API is down from the middle on",
        faulty(answers(503, { from: 60 })),
        /last problem: HTTP 503/,
        lastSeen,
        120,
      ],
    ];
    for (const [rule, timeline, reason, last, seconds] of cases) {
      it(rule, async () => {
        const gateway = world.gateway(timeline);
        const news = { instanceId: gateway.instanceId, __timeouts: { create: "2m" }, __provider: providerInput };
        const error = await initFailure(world.lifecycle().create(news));
        expect(error.id).to.equal(gateway.id);
        expect(error.reasons[0]).to.match(reason);
        expect(error.last).to.deep.include(last);
        expect(gateway.seconds()).to.be.at.most(seconds);
      });
    }

    it("an init failure's text is that of its reasons", async () => {
      const news = { instanceId: world.gateway("quota").instanceId, __provider: providerInput };
      const error = await initFailure(world.lifecycle().create(news));
      expect(error.message).to.equal(error.reasons[0]);
    });

    it("failOnError: null counts as not given", async () => {
      const { instanceId } = world.gateway("quota");
      const news = { instanceId, failOnError: null, __provider: providerInput } as never;
      expect((await initFailure(world.lifecycle().create(news))).last).to.not.have.property("failOnError");
    });
  });

  describe("create: nothing was seen", () => {
    it("the time is over: an init failure, since the project is known", async () => {
      const gateway = world.gateway(faulty(answers(503)));
      const news = { instanceId: gateway.instanceId, __timeouts: { create: "1m" }, __provider: providerInput };
      const error = await initFailure(world.lifecycle().create(news));
      expect(error.id).to.equal(gateway.id);
      expect(error.last).to.deep.include({ status: null, progress: null, instanceId: gateway.instanceId });
      expect(error.reasons[0]).to.match(
        /could not be queried: the API returned no status for 1m0s; last problem: HTTP 503/,
      );
      expect(gateway.seconds()).to.equal(60);
    });

    const final: [rule: string, timeline: Timeline | null, code: string, seconds: number][] = [
      ["401", faulty(answers(401)), "APIG_UNAUTHORIZED", 0],
      ["403", faulty(answers(403)), "APIG_FORBIDDEN", 0],
      ["a redirect", faulty({ kind: "redirect" }), "APIG_REDIRECTED", 0],
      ["404 of another kind", faulty(answers(404, { body: { error_code: "APIGW.0101" } })), "APIG_WRONG_ENDPOINT", 0],
      ["any other refusal", faulty(answers(405)), "APIG_REJECTED", 0],
      ["still unknown when the grace time ends", null, "APIG_NOT_FOUND", 30],
    ];
    for (const [rule, timeline, code, seconds] of final) {
      it(`${rule}: a plain error, nothing is kept`, async () => {
        const gateway = world.gateway(timeline);
        const error = await plainError(world.lifecycle().create({ instanceId: gateway.instanceId }));
        expect(error.code).to.equal(code);
        expect(error.message).to.contain(`gateway ${gateway.instanceId} `);
        expect(gateway.seconds()).to.equal(seconds);
      });
    }

    it("the time is over before the project was found: a plain error, since there is no id to keep", async () => {
      const { instanceId } = world.gateway(steady);
      const nowhere = "http://127.0.0.1:1/v3";
      const login = { authUrl: nowhere, userName: "u", password: "p", domainName: "d", projectName: "eu-de" };
      const lifecycle = world.lifecycle({ config: { ...login, projectId: undefined, authToken: undefined } });
      const error = await plainError(lifecycle.create({ instanceId, __timeouts: { create: "1m" } }));
      expect(error.code).to.equal("APIG_TIMED_OUT");
    });

    it("the time is over before the grace time: the API does not know it yet", async () => {
      const { instanceId } = world.gateway(null);
      const create = world.lifecycle().create({
        ...{ instanceId, __timeouts: { create: "3s" }, __provider: providerInput },
      });
      expect((await initFailure(create)).reasons[0]).to.match(
        /^gateway \S+ was not found in project \w+ at http\S+ after 3s; last problem: HTTP 404 APIC\.7302.*\nCheck the instance id/,
      );
    });

    it("without customTimeouts the limit is 60 minutes", async () => {
      const gateway = world.gateway(faulty(answers(503, { headers: { "retry-after": "1000" } })));
      await initFailure(world.lifecycle().create({ instanceId: gateway.instanceId, __provider: providerInput }));
      expect(gateway.seconds()).to.equal(3600);
    });

    const settings: [rule: string, config: Record<string, string | undefined>, code: string, text: RegExp][] = [
      ["no credential", { authToken: undefined }, "APIG_NO_CREDENTIALS", /apig:authToken/],
      ["a project that breaks a rule", { projectId: "a b" }, "APIG_INVALID_SETTING", /apig:projectId .*"a b"/],
      ["an endpoint that is none", { endpoint: "nowhere" }, "APIG_INVALID_SETTING", /apig:endpoint .*"nowhere"/],
    ];
    for (const [rule, config, code, text] of settings) {
      it(`${rule}: a plain error before any request`, async () => {
        const gateway = world.gateway(soon);
        const error = await plainError(world.lifecycle({ config }).create({ instanceId: gateway.instanceId }));
        expect([error.code, gateway.polls()]).to.deep.equal([code, 0]);
        expect(error.message).to.match(text);
      });
    }
  });

  describe("create: a proxy's address that is none", () => {
    const away = { endpoint: "https://apig.eu-de.otc.t-systems.com" };
    for (const projectId of [demo.projectId, undefined]) {
      it(`a plain error before any request, with ${projectId ? "" : "no "}project in the settings`, async () => {
        const lifecycle = world.lifecycle({ config: { ...away, projectId }, env: { HTTPS_PROXY: "foo://bar" } });
        const error = await plainError(lifecycle.create({ instanceId: "gw" }));
        expect(error.code).to.equal("APIG_INVALID_SETTING");
        expect(error.message).to.match(/^HTTPS_PROXY must be the address of a proxy/);
      });
    }
  });

  describe("create: no secret gets out", () => {
    it("neither in what is kept, nor in a reason, though the server echoes it", async () => {
      const echo = { error_code: "APIGW.0301", error_msg: `header x-auth-token:${demo.token}` };
      const { instanceId } = world.gateway(faulty(answers(403, { body: echo, from: 60 })));
      const error = await initFailure(world.lifecycle().create({ instanceId, __provider: providerInput }));
      expect(error.reasons[0]).to.contain("x-auth-token:[redacted]");
      expect(JSON.stringify([error, error.message, error.stack])).not.to.contain(demo.token);
    });
  });
});
