import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { ApigError, GatewayReadiness, type GatewayReadinessOptions } from "../../provider";
import { fullUrn, shortUrn } from "../../provider/core/rowUrn";
import { providerText } from "../../provider/engine/providerText";
import { undefinedPaths } from "./helpers/deep";
import { mockEngine, type Registered, settled } from "./helpers/monitor";

const type = "pulumi-nodejs:apig:Ready";
const urn = `urn:pulumi:stack::project::${type}::orders`;

describe("the resource", () => {
  let registered: Registered[];
  beforeEach(async () => {
    registered = await mockEngine();
  });
  afterEach(() => pulumi.runtime.setAllConfig({}));

  /** What one resource registered. */
  async function inputsOf(resource: GatewayReadiness): Promise<Registered> {
    await settled(resource.urn);
    return registered.at(-1) as Registered;
  }

  describe("new GatewayReadiness", () => {
    it("registers what the program gives, the row and the text that finds the lifecycle, and nothing else", async () => {
      const { type: token, name, inputs, id } = await inputsOf(new GatewayReadiness("orders", { instanceId: "gw-1" }));
      expect({ token, name, id }).to.deep.equal({ token: type, name: "orders", id: undefined });
      expect(inputs).to.deep.equal({ instanceId: "gw-1", __row: shortUrn(urn), __provider: providerText });
    });

    it("registers every argument", async () => {
      const args = {
        instanceId: "gw-1",
        projectId: "p-1",
        region: "eu-de",
        endpoint: "https://h",
        cloud: "otc",
        failOnError: false,
        triggers: [1, { a: "b" }],
      };
      const { inputs } = await inputsOf(new GatewayReadiness("orders", args));
      expect(inputs).to.deep.equal({ ...args, __row: shortUrn(urn), __provider: providerText });
    });

    it("leaves out what is undefined", async () => {
      const args = { instanceId: "gw-1", region: undefined, failOnError: undefined } as never;
      const opts = { customTimeouts: { create: "5m" } };
      const { inputs } = await inputsOf(new GatewayReadiness("orders", args, opts));
      expect(undefinedPaths(inputs)).to.deep.equal([]);
      expect(inputs).to.have.all.keys("instanceId", "__timeouts", "__row", "__provider");
    });

    for (const text of ["5", "10 minutes", "1d", "", "-5s", "9999999h", "1h 30m"]) {
      it(`refuses at once what is no length of time: ${JSON.stringify(text)}`, () => {
        const opts = { customTimeouts: { update: text } };
        expect(() => new GatewayReadiness("orders", { instanceId: "gw-1" }, opts)).to.throw(
          `GatewayReadiness orders: customTimeouts.update must be a duration such as 90s, 10m or 1h30m, not ${JSON.stringify(text)}`,
        );
      });
    }

    it("refuses an address with a password before the engine can show it", () => {
      for (const endpoint of [
        "https://user:pass-word@h",
        "user:pass-word@h",
        "https:/user:pa/ss-word@h",
        "https://u:p?ss-word@h",
      ]) {
        expect(() => new GatewayReadiness("orders", { instanceId: "gw-1", endpoint }))
          .to.throw("GatewayReadiness orders: endpoint must")
          .with.property("message")
          .not.match(/ss-word/);
      }
    });

    const timeouts: [rule: string, opts: GatewayReadinessOptions, copied: object | undefined][] = [
      [
        "all of them",
        { customTimeouts: { create: "1m", update: "2m", read: "3m" } },
        { create: "1m", update: "2m", read: "3m" },
      ],
      ["only what is there", { customTimeouts: { read: "0s" } }, { read: "0s" }],
      ["not delete, which waits for nothing", { customTimeouts: { delete: "1m" } }, {}],
      ["none", {}, undefined],
    ];
    for (const [rule, opts, copied] of timeouts) {
      it(`copies customTimeouts, which the engine keeps to itself: ${rule}`, async () => {
        const { inputs } = await inputsOf(new GatewayReadiness("orders", { instanceId: "gw-1" }, opts));
        expect(inputs.__timeouts).to.deep.equal(copied);
      });
    }

    it("its row is that of the resource, under its parent", async () => {
      const parent = new pulumi.ComponentResource("my:component:Gateway", "parent");
      const resource = new GatewayReadiness("orders", { instanceId: "gw-1" }, { parent });
      const { inputs } = await inputsOf(resource);
      expect(fullUrn(String(inputs.__row))).to.equal(`urn:pulumi:stack::project::my:component:Gateway$${type}::orders`);
      expect(fullUrn(String(inputs.__row))).to.equal(await settled(resource.urn));
    });

    it("what the lifecycle need besides the arguments has names that Pulumi shows nowhere, and is not on the resource", async () => {
      const opts = { customTimeouts: { create: "5m" }, hideDiffs: ["triggers"] };
      const resource = new GatewayReadiness("orders", { instanceId: "gw-1" }, opts);
      const { inputs, request } = await inputsOf(resource);
      expect(inputs).to.have.all.keys("instanceId", "__row", "__timeouts", "__provider");
      expect(request.hidediffsList).to.deep.equal(["triggers"]);
      for (const key of Object.keys(inputs)) expect(key in resource, key).to.equal(!key.startsWith("__"));
    });

    it("the user's other options stay as they are", async () => {
      const opts = { protect: true, ignoreChanges: ["triggers"], customTimeouts: { create: "5m" } };
      const { request } = await inputsOf(new GatewayReadiness("orders", { instanceId: "gw-1" }, opts));
      expect(request).to.deep.include({ protect: true, ignorechangesList: ["triggers"] });
      expect(request.customtimeouts).to.include({ create: "5m" });
    });

    it("every output can be used", async () => {
      const resource = new GatewayReadiness("orders", { instanceId: "gw-1" });
      expect([await settled(resource.status), await settled(resource.progress)]).to.deep.equal(["success", 100]);
      for (const name of [
        ...["instanceId", "projectId", "endpoint", "status", "progress", "errorCode", "errorMessage"],
        ...["startTime", "endTime", "startedAt", "endedAt", "creationSeconds"],
      ] as (keyof GatewayReadiness)[]) {
        expect(pulumi.Output.isInstance(resource[name]), name).to.equal(true);
      }
    });

    it("waits for a gateway that is not made yet", async () => {
      const { inputs } = await inputsOf(
        new GatewayReadiness("orders", { instanceId: pulumi.output(Promise.resolve("gw-2")) }),
      );
      expect(inputs.instanceId).to.equal("gw-2");
    });
  });

  describe("GatewayReadiness.get", () => {
    it("reads by id, with the arguments that are given", async () => {
      const resource = GatewayReadiness.get(
        "orders",
        "p-1/gw-1",
        { region: "eu-de" },
        { customTimeouts: { read: "5m" } },
      );
      const { id, inputs, type: token } = await inputsOf(resource);
      expect([id, token]).to.deep.equal(["p-1/gw-1", type]);
      expect(inputs).to.deep.equal({
        region: "eu-de",
        __timeouts: { read: "5m" },
        __row: shortUrn(urn),
        __provider: providerText,
      });
    });

    it("in a preview asks for one request", async () => {
      registered = await mockEngine({ preview: true });
      const { inputs } = await inputsOf(GatewayReadiness.get("orders", "gw-1"));
      expect(inputs).to.include({ __preview: true });
    });

    it("new resources never ask for one request", async () => {
      registered = await mockEngine({ preview: true });
      const { inputs } = await inputsOf(new GatewayReadiness("orders", { instanceId: "gw-1" }));
      expect(inputs).not.to.have.property("__preview");
    });
  });

  describe("GatewayReadiness.isInstance", () => {
    it("knows its own, and nothing else", () => {
      const mine = new GatewayReadiness("orders", { instanceId: "gw-1" });
      const other = new pulumi.ComponentResource("my:component:Gateway", "other");
      expect([mine, other, {}, null, undefined].map((value) => GatewayReadiness.isInstance(value))).to.deep.equal([
        true,
        false,
        false,
        false,
        false,
      ]);
    });
  });

  describe("a secret that stands unencrypted in the stack config", () => {
    const make = () => new GatewayReadiness("orders", { instanceId: "gw-1" });

    it("is refused before anything is registered, with the command that fixes it, and is not shown", () => {
      pulumi.runtime.setAllConfig({ "apig:authToken": "plain-token" }, []);
      expect(make)
        .to.throw(ApigError, /^apig:authToken is stored as plain text .*run pulumi config set --secret apig:authToken$/)
        .with.property("code", "APIG_INVALID_SETTING");
      expect(make).not.to.throw("plain-token");
      expect(registered).to.deep.equal([]);
    });

    it("is fine when it is encrypted, or not there", () => {
      expect(make).not.to.throw();
      pulumi.runtime.setAllConfig({ "apig:authToken": "token" }, ["apig:authToken"]);
      expect(make).not.to.throw();
    });

    it("other keys need no encryption", () => {
      pulumi.runtime.setAllConfig({ "apig:projectId": "p", "other:authToken": "x" }, []);
      expect(make).not.to.throw();
    });
  });
});
