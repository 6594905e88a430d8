import { expect } from "chai";
import { demo, type Emulator, startEmulator } from "../../emulator";
import { answers } from "../fixtures/progressPages.json";
import { type Client, client, manualClock } from "./client";

describe("the gateway API", () => {
  const clock = manualClock();
  let emulator: Emulator;
  let api: Client;
  before(async () => {
    emulator = await startEmulator({ now: clock.now, speed: 10 });
    api = client(emulator);
  });
  after(() => emulator.close());

  describe("progress", () => {
    const pages: [
      page: keyof typeof answers,
      scenario: Parameters<Emulator["setGateway"]>[1],
      timelineSeconds: number,
    ][] = [
      ["creating", "success", 100],
      ["created", "success", 324],
      ["insufficientQuota", "quota", 2],
      ["insufficientResources", "resources", 95],
      ["otherReasons", "other", 290],
      ["internalServerError", { steps: [], faults: [{ kind: "status", status: 500 }] }, 0],
    ];
    for (const [page, scenario, seconds] of pages) {
      it(`answers as the pages show it: ${page}`, async () => {
        emulator.setGateway(page, scenario);
        await api.progress(page);
        clock.advance(seconds / 10);
        const { status, body } = await api.progress(page);
        const { start_time, end_time, ...rest } = answers[page].body as Record<string, unknown>;
        expect(status).to.equal(answers[page].status);
        expect(body).to.include(rest);
        expect(Object.keys(body).sort()).to.deep.equal(Object.keys(answers[page].body).sort());
        if (start_time !== undefined) expect(body.end_time).to.be.at.least(body.start_time as number);
        else expect(end_time).to.equal(undefined);
      });
    }

    it("reports a creation of 324 s at any speed, begun at the first request", async () => {
      emulator.setGateway("times", "success");
      const begun = clock.now();
      await api.progress("times");
      clock.advance(40);
      const { body } = await api.progress("times");
      expect(body).to.include({ start_time: begun, end_time: begun + 324_000 });
    });

    it("counts a gateway's age into its time", async () => {
      emulator.setGateway("aged", {
        steps: [
          [0, 30],
          [100, 50],
        ],
        end: 200,
        age: 150,
      });
      expect((await api.progress("aged")).body).to.include({ progress: 50, start_time: clock.now() - 150_000 });
    });

    it("knows no gateway that is gone or was removed", async () => {
      emulator.setGateway("short-lived", { steps: [], end: 1, gone: 50 });
      expect((await api.progress("short-lived")).status).to.equal(200);
      clock.advance(5);
      expect(await api.progress("short-lived")).to.deep.include(answers.notFound);
      emulator.setGateway("removed", "success");
      emulator.removeGateway("removed");
      expect(await api.progress("removed")).to.deep.include(answers.notFound);
    });

    const refusals: [name: string, token: string | undefined, page: keyof typeof answers][] = [
      ["no token", undefined, "unauthorized"],
      ["a token that nobody issued", "nonsense", "unauthorized"],
      ["a token for another project", demo.otherToken, "forbidden"],
      ["a user without a role", demo.powerlessToken, "forbidden"],
    ];
    for (const [name, token, page] of refusals) {
      it(`refuses ${name}, and starts no clock for it`, async () => {
        emulator.setGateway("guarded", "success");
        expect(await api.progress("guarded", { token })).to.deep.include(answers[page]);
        clock.advance(100);
        expect((await api.progress("guarded")).body.progress).to.equal(0);
      });
    }

    it("keeps the gateways of two projects apart", async () => {
      emulator.setGateway(`${demo.otherProjectId}/shared`, "stuck-at-90");
      expect((await api.progress("shared")).status).to.equal(404);
      const other = { token: demo.otherToken, projectId: demo.otherProjectId };
      expect((await api.progress("shared", other)).status).to.equal(200);
    });

    it("gives every answer a request id, and every wrong path or method the front gateway's answer", async () => {
      emulator.setGateway("ids", "success");
      expect((await api.progress("ids")).headers.get("x-request-id")).to.match(/^[0-9a-f]{32}$/);
      for (const [method, path] of [
        ["GET", "/"],
        ["POST", "/v2/p/apigw/instances/ids/progress"],
        ["GET", "/v2//apigw/instances"],
      ] as const) {
        const { status, body } = await api.call(method, path);
        expect([status, body.error_code]).to.deep.equal([404, "APIGW.0101"]);
      }
    });
  });

  describe("a gateway made through the API", () => {
    it("lives from creation to deletion, and its group waits for it", async () => {
      const made = await api.call("POST", api.instances(), {
        instance_name: "life",
        description: "a test, scenario=success",
      });
      expect(made.status).to.equal(202);
      const id = made.body.instance_id as string;
      const group = () => api.call("POST", `${api.instances(id)}/api-groups`, { name: "orders" });
      expect((await api.call("GET", api.instances(id))).body).to.include({
        id,
        status: "Creating",
        instance_name: "life",
      });
      expect(await group()).to.deep.include({ status: 409 });

      clock.advance(32.4);
      expect((await api.call("GET", api.instances(id))).body.status).to.equal("Running");
      const created = await group();
      expect(created).to.deep.include({ status: 201 });
      const groupPath = `${api.instances(id)}/api-groups/${created.body.id}`;
      expect((await api.call("GET", groupPath)).body.name).to.equal("orders");
      expect((await api.call("DELETE", groupPath)).status).to.equal(204);
      expect((await api.call("GET", groupPath)).status).to.equal(404);

      expect((await api.call("DELETE", api.instances(id))).status).to.equal(204);
      expect((await api.progress(id)).status).to.equal(404);
    });

    it("begins its time with its creation, and fails as its scenario says", async () => {
      const { body } = await api.call("POST", api.instances(), {
        instance_name: "doomed",
        description: "scenario=quota",
        instance_id: "my-id",
      });
      expect(body.instance_id).to.equal("my-id");
      clock.advance(0.2);
      expect((await api.progress("my-id")).body).to.include({ status: "failed", error_code: "APIC.9218" });
      expect((await api.call("GET", api.instances("my-id"))).body.status).to.equal("CreateFail");
    });

    it("answers for its groups in the older family of codes", async () => {
      emulator.setGateway("grouped", "success");
      const make = async (id: string, token: string, body: unknown = { name: "g" }) => {
        const answer = await api.call("POST", `${api.instances(id)}/api-groups`, body, { token });
        return [answer.status, answer.body.error_code];
      };
      expect(await make("grouped", "nonsense")).to.deep.equal([401, "APIG.1002"]);
      expect(await make("grouped", demo.otherToken)).to.deep.equal([403, "APIG.1005"]);
      expect(await make("nowhere", demo.token)).to.deep.equal([404, "APIG.3030"]);
      expect(await make("grouped", demo.token)).to.deep.equal([409, "APIC.7701"]);
      clock.advance(32.4);
      expect(await make("grouped", demo.token, { name: "" })).to.deep.equal([400, "APIC.7211"]);
    });

    const wrong: [name: string, body: unknown, code: string, text: string][] = [
      ["no JSON object", [], "APIC.7211", "body"],
      ["a name that breaks the rule", { instance_name: "1" }, "APIC.7211", "instance_name"],
      ["an unknown scenario", { instance_name: "abc", description: "scenario=x" }, "APIC.7211", "stuck-at-90"],
      ["a name that is taken", { instance_name: "doomed" }, "APIC.7500", "name"],
      ["an id that is taken", { instance_name: "abc", instance_id: "my-id" }, "APIC.7505", "ID"],
    ];
    for (const [name, body, code, text] of wrong) {
      it(`is refused for ${name}`, async () => {
        const answer = await api.call("POST", api.instances(), body);
        expect([answer.status, answer.body.error_code]).to.deep.equal([400, code]);
        expect(answer.body.error_msg).to.include(text);
      });
    }
  });
});
