import { expect } from "chai";
import { type Emulator, startEmulator } from "../../emulator";
import { refusal } from "../../provider/cli/ending";
import { outputsOf } from "../../provider/core/outputs";
import { IssuedMaterial } from "../../provider/credentials/materials";
import { dynamicLifecycle } from "../../provider/dynamicLifecycle";
import { InitFailure } from "../../provider/errors";
import { createTransport } from "../../provider/http/transport";
import { createPlugin } from "../../provider/native/front";
import { wireError } from "../../provider/native/values";
import { getGatewayProgress, waitForGateway } from "../../provider/program/calls";
import { rejection } from "./helpers/lifecycle";
import { success } from "./helpers/pollResults";
import { VirtualClock } from "./helpers/virtualClock";

/** What no code of the package expects: chance is drawn after a poll, by a function that is broken here. */
const thrown = new TypeError("x is not a function");
const broken = (): never => {
  throw thrown;
};
/** Arguments that nobody can read. */
const unreadable = Object.defineProperty({}, "instanceId", { enumerable: true, get: broken }) as { instanceId: string };

describe("a bug of the package says that it is one, keeps the error, and is never told as the user's mistake", () => {
  let cloud: Emulator;
  before(async () => {
    cloud = await startEmulator({ gateways: { gw: { steps: [[0, 30]] } } });
  });
  after(() => cloud.close());

  const settings = (): Record<string, string> => {
    const { endpoint, projectId, token: authToken } = cloud;
    return { endpoint, projectId, authToken };
  };
  const kept = () => outputsOf({}, { projectId: cloud.projectId, instanceId: "gw", endpoint: cloud.endpoint }, success);
  const id = () => `${cloud.projectId}/gw`;
  const args = { instanceId: "gw" };

  const dynamic = () =>
    dynamicLifecycle({
      source: { config: (key) => settings()[key], env: {} },
      clock: new VirtualClock(),
      random: broken,
      readFailure: () => undefined,
    });
  const plugin = () => {
    const context = (config: (key: string) => string | undefined) => ({
      source: { config, env: {} },
      clock: new VirtualClock(),
      random: broken,
    });
    const made = createPlugin({ version: "1.2.3", context });
    made.configure(settings(), "default");
    return made;
  };
  const call = { urn: "urn:pulumi:dev::gate::apig:index:GatewayReadiness::orders" };
  const refreshed = () => ({ ...kept(), status: "creating" });

  const operations: Readonly<Record<string, () => unknown>> = {
    "dynamic check": () => dynamic().check({}, unreadable),
    "dynamic diff": () => dynamic().diff(id(), kept(), unreadable),
    "dynamic create": () => dynamic().create(args),
    "dynamic refresh": () => dynamic().read(id(), refreshed() as never),
    "dynamic get": () => dynamic().read(id(), {} as never),
    "plugin check": () => plugin().check(unreadable as never),
    "plugin check of settings": () => plugin().checkSettings(unreadable as never, "default", []),
    "plugin diff": () => plugin().diff(id(), { ...kept() }, unreadable as never, {}),
    "plugin create": () => plugin().create(args, call),
    "plugin refresh": () => plugin().read(id(), refreshed(), args, call),
    "plugin get": () => plugin().read(id(), {}, {}, call),
    "plugin import": () => plugin().read(id(), {}, undefined, call),
    "a program's getGatewayProgress": () => getGatewayProgress(unreadable),
    "a program's waitForGateway": () => waitForGateway(unreadable),
    "plugin getGatewayProgress": () => plugin().invoke("apig:index:getGatewayProgress", args),
  };
  for (const [operation, run] of Object.entries(operations)) {
    it(operation, async () => {
      const error = await rejection((async () => run())());
      expect(error.message).to.equal("bug in pulumi-apig: x is not a function");
      expect(error.cause).to.equal(thrown);
      expect(error).to.not.have.any.keys("code", "id", "reasons");
      if (operation.startsWith("dynamic")) expect(error.stack).to.equal("");
    });
  }

  for (const [front, run] of Object.entries({
    dynamic: () => dynamic().update(id(), kept(), args),
    plugin: () => plugin().update(id(), { ...kept() }, args, call),
  })) {
    it(`${front} update: an init failure that keeps the last outputs`, async () => {
      const error = (await rejection(run())) as InitFailure;
      expect(error).to.be.instanceOf(InitFailure);
      expect(error.reasons).to.deep.equal(["bug in pulumi-apig: x is not a function"]);
      expect(error.cause).to.equal(thrown);
      expect(error.properties).to.include({ ...kept(), status: "success" });
    });
  }

  it("shows no secret that the error quotes, and nothing that a terminal executes", async () => {
    const quoting = dynamicLifecycle({
      source: { config: (key) => settings()[key], env: {} },
      clock: new VirtualClock(),
      random: () => {
        throw new TypeError(`Received ${cloud.token}\u001b[2J`);
      },
      readFailure: () => undefined,
    });
    const { message } = await rejection(quoting.create(args));
    expect(message).to.equal("bug in pulumi-apig: Received [redacted]\\u001b[2J");
  });

  it("a request that cannot be made is no silent network", async () => {
    const send = createTransport({ insecure: false, allowHttp: false, caCertFile: null });
    const error = await rejection(
      send({ method: "GET", url: `${cloud.url}/`, headers: { "x-y": "a\nb" }, timeoutMs: 9_000 }),
    );
    expect(error).to.be.instanceOf(TypeError);
  });

  it("credentials that are still good do not hide one in how they are renewed", async () => {
    const clock = new VirtualClock();
    const material = { kind: "token", token: "t", projectId: null } as const;
    let issued = 0;
    const source = new IssuedMaterial(
      async () => (issued++ === 0 ? { material, lifetimeMs: 40_000 } : broken()),
      () => clock.now(),
    );
    await source.get();
    clock.pass(35_000);
    expect(await rejection(source.get())).to.equal(thrown);
  });

  it("the wire: what is thrown outside of a plugin", () => {
    expect(wireError(thrown)).to.include({ details: "bug in pulumi-apig: x is not a function" });
  });

  it("the command: it goes on to the end of the process, which is exit code 70", () => {
    expect(() => refusal(thrown)).to.throw(thrown);
  });
});
