import { status } from "@grpc/grpc-js";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { expect } from "chai";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { ApigError, InitFailure } from "../../../provider/errors";
import type { Plugin } from "../../../provider/native/plugin";
import { askable, initFailureOf, struct } from "./client";

const secret = (value: unknown) => ({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value });
const urn = "urn:pulumi:dev::gate::toy:index:Toy::one";

/** A plugin of something else than gateways, which remembers how it was asked. */
class Toy implements Plugin {
  readonly version = "1.2.3";
  readonly asked: unknown[][] = [];
  fails: Error | undefined;
  found: Awaited<ReturnType<Plugin["read"]>> = null;
  readonly #note = (...call: unknown[]) => {
    this.asked.push(call);
    if (this.fails) throw this.fails;
  };
  schema = () => ({ name: "toy" });
  secretSettings = () => ["key"];
  checkSettings = (...call: unknown[]) => {
    this.#note("checkSettings", ...call);
    return { failures: [{ property: "", reason: "key must be long" }], dropped: ["typo"] };
  };
  configure = (settings: object, provider: string) => this.#note("configure", settings, provider);
  check = (news: object) => {
    this.#note("check", news);
    return [{ property: "size", reason: "must be small" }];
  };
  diff = (...call: unknown[]) => {
    this.#note("diff", ...call);
    return { changes: true, replaces: ["a"], diffs: ["a", "b"] };
  };
  create = async (news: object, operation: object) => {
    this.#note("create", news, operation);
    return { id: "new", outs: { a: null, b: [1, { c: "d" }] } };
  };
  update = async (...call: unknown[]) => {
    this.#note("update", ...call);
    return { outs: { a: 2 } };
  };
  read = async (...call: unknown[]) => {
    this.#note("read", ...call);
    return this.found;
  };
  invoke = async (...call: unknown[]) => {
    this.#note("invoke", ...call);
    return call[0] === "toy:bad" ? { failures: [{ property: "p", reason: "r" }] } : { result: { seen: 1 } };
  };
  cancel = () => this.#note("cancel");
}

describe("the wire of a plugin", () => {
  let toy: Toy;
  let ask: Awaited<ReturnType<typeof askable>>["ask"];
  let close: () => void;
  beforeEach(async () => {
    toy = new Toy();
    ({ ask, close } = await askable(toy));
  });
  afterEach(() => close());

  it("tells version and schema", async () => {
    const info = await ask<PluginInfo>((client, done) => client.getPluginInfo(new Empty(), done));
    expect(info.getVersion()).to.equal("1.2.3");
    const schema = await ask<messages.GetSchemaResponse>((client, done) =>
      client.getSchema(new messages.GetSchemaRequest(), done),
    );
    expect(JSON.parse(schema.getSchema())).to.deep.equal({ name: "toy" });
  });

  it("checkConfig marks secrets, however they were given, and drops what nothing reads", async () => {
    const request = new messages.CheckRequest().setNews(struct({ key: "k", place: "p", typo: "t" }));
    const response = await ask<messages.CheckResponse>((client, done) => client.checkConfig(request, done));
    expect(response.getInputs()?.toJavaScript()).to.deep.equal({ key: secret("k"), place: "p" });
  });

  it("checkConfig asks about plain values, by the provider's name", async () => {
    const provider = "urn:pulumi:dev::gate::pulumi:providers:toy::prod";
    const request = new messages.CheckRequest().setUrn(provider).setNews(struct({ key: secret("k"), size: 1 }));
    const response = await ask<messages.CheckResponse>((client, done) => client.checkConfig(request, done));
    expect(toy.asked).to.deep.equal([["checkSettings", { key: "k", size: 1 }, "prod", ["key"]]]);
    expect(response.getFailuresList().map((each) => each.toObject())).to.deep.equal([
      { property: "", reason: "key must be long" },
    ]);
  });

  it("configure reveals secrets, also inside, and takes none back", async () => {
    const other = { value: 1 };
    const args = { key: secret("k"), list: [secret({ a: secret(1) })], plain: true, none: null, other };
    const request = new messages.ConfigureRequest().setArgs(struct(args));
    const response = await ask<messages.ConfigureResponse>((client, done) => client.configure(request, done));
    expect(toy.asked).to.deep.equal([
      ["configure", { key: "k", list: [{ a: 1 }], plain: true, none: null, other }, "default"],
    ]);
    expect([response.getAcceptsecrets(), response.getSupportspreview()]).to.deep.equal([false, false]);
  });

  it("a provider that has no name has none, as pulumi do configures one; one that is not told is the engine's own", async () => {
    const nameless = new messages.ConfigureRequest().setUrn("urn:pulumi:dev::default::pulumi:providers:toy::");
    const colons = new messages.ConfigureRequest().setUrn("urn:pulumi:dev::shop::pulumi:providers:toy::eu::default");
    for (const request of [nameless, new messages.ConfigureRequest(), colons])
      await ask((client, done) => client.configure(request, done));
    expect(toy.asked.map(([, , name]) => name)).to.deep.equal(["", "default", "eu::default"]);
  });

  it("check gives the inputs back as they came, with the failures", async () => {
    const request = new messages.CheckRequest().setNews(struct({ size: 9 }));
    const response = await ask<messages.CheckResponse>((client, done) => client.check(request, done));
    expect(response.getInputs()?.toJavaScript()).to.deep.equal({ size: 9 });
    expect(response.getFailuresList().map((failure) => failure.toObject())).to.deep.equal([
      { property: "size", reason: "must be small" },
    ]);
  });

  it("what the engine leaves out is empty", async () => {
    await ask((client, done) => client.configure(new messages.ConfigureRequest(), done));
    expect(toy.asked).to.deep.equal([["configure", {}, "default"]]);
  });

  it("diff compares the outputs with the new inputs", async () => {
    const request = new messages.DiffRequest()
      .setId("x")
      .setOlds(struct({ a: 1 }))
      .setNews(struct({ a: 2 }))
      .setOldInputs(struct({ a: 0 }));
    const response = await ask<messages.DiffResponse>((client, done) => client.diff(request, done));
    expect(toy.asked).to.deep.equal([["diff", "x", { a: 1 }, { a: 2 }, { a: 0 }]]);
    expect(response.toObject()).to.deep.include({
      changes: messages.DiffResponse.DiffChanges.DIFF_SOME,
      replacesList: ["a"],
      diffsList: ["a", "b"],
    });
  });

  it("create and update get urn and timeout, and give what is null as null", async () => {
    const create = new messages.CreateRequest()
      .setUrn(urn)
      .setTimeout(90)
      .setProperties(struct({ a: 1 }));
    const created = await ask<messages.CreateResponse>((client, done) => client.create(create, done));
    expect([created.getId(), created.getProperties()?.toJavaScript()]).to.deep.equal([
      "new",
      { a: null, b: [1, { c: "d" }] },
    ]);
    const update = new messages.UpdateRequest()
      .setId("x")
      .setUrn(urn)
      .setOlds(struct({ a: 1 }))
      .setNews(struct({ a: 2 }));
    const updated = await ask<messages.UpdateResponse>((client, done) => client.update(update, done));
    expect(updated.getProperties()?.toJavaScript()).to.deep.equal({ a: 2 });
    for (const seconds of [1e-9, 1e9]) await ask((client, done) => client.update(update.setTimeout(seconds), done));
    expect(toy.asked).to.deep.equal([
      ["create", { a: 1 }, { urn, timeout: "90000ms" }],
      ["update", "x", { a: 1 }, { a: 2 }, { urn, timeout: undefined }],
      ["update", "x", { a: 1 }, { a: 2 }, { urn, timeout: "1ms" }],
      ["update", "x", { a: 1 }, { a: 2 }, { urn, timeout: "1000000000000ms" }],
    ]);
  });

  it("read tells an import, which has no inputs, from all else", async () => {
    const request = new messages.ReadRequest().setId("x").setUrn(urn).setProperties(struct({}));
    const gone = await ask<messages.ReadResponse>((client, done) => client.read(request, done));
    expect([gone.getId(), gone.hasProperties()]).to.deep.equal(["", false]);
    toy.found = { id: "y", outs: { a: 1 }, inputs: { b: 2 } };
    request.setInputs(struct({}));
    const found = await ask<messages.ReadResponse>((client, done) => client.read(request, done));
    expect([found.getId(), found.getProperties()?.toJavaScript(), found.getInputs()?.toJavaScript()]).to.deep.equal([
      "y",
      { a: 1 },
      { b: 2 },
    ]);
    expect(toy.asked.map(([, , , inputs]) => inputs)).to.deep.equal([undefined, {}]);
  });

  it("invoke gives a result, or what is wrong with the arguments", async () => {
    const request = new messages.InvokeRequest().setTok("toy:good").setArgs(struct({ a: 1 }));
    const good = await ask<messages.InvokeResponse>((client, done) => client.invoke(request, done));
    expect(good.getReturn()?.toJavaScript()).to.deep.equal({ seen: 1 });
    const bad = await ask<messages.InvokeResponse>((client, done) => client.invoke(request.setTok("toy:bad"), done));
    expect(bad.getFailuresList().map((failure) => failure.toObject())).to.deep.equal([{ property: "p", reason: "r" }]);
  });

  it("passes on Cancel, and deletes nothing", async () => {
    await ask((client, done) => client.cancel(new Empty(), done));
    await ask((client, done) => client.delete(new messages.DeleteRequest(), done));
    expect(toy.asked).to.deep.equal([["cancel"]]);
  });

  it("an error is its message; an init failure has all that the engine keeps", async () => {
    const create = () =>
      ask((client, done) => client.create(new messages.CreateRequest(), done)).then(
        () => expect.fail("no error"),
        (error) => error,
      );
    toy.fails = new ApigError("APIG_NOT_FOUND", "no such toy");
    const plain = await create();
    expect([plain.code, plain.details, plain.metadata.get("grpc-status-details-bin")]).to.deep.equal([
      status.UNKNOWN,
      "no such toy",
      [],
    ]);
    toy.fails = new InitFailure({ id: "x", properties: { a: null }, reasons: ["not ready", "at all"] });
    expect(initFailureOf(await create())).to.deep.equal({
      id: "x",
      properties: { a: null },
      reasons: ["not ready", "at all"],
    });
  });

  it("what it does not have is not implemented", async () => {
    const asked = [
      ask((client, done) => client.parameterize(new messages.ParameterizeRequest(), done)),
      // So the engine compares the settings itself, and a version that changed replaces neither provider nor resource.
      ask((client, done) => client.diffConfig(new messages.DiffRequest(), done)),
    ];
    for (const each of asked) {
      const error = await each.then(
        () => expect.fail("no error"),
        (failed) => failed,
      );
      expect(error.code).to.equal(status.UNIMPLEMENTED);
    }
  });
});
