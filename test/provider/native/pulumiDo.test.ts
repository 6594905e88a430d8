import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../emulator";
import { createPlugin } from "../../../provider/native/front";
import type { Plugin, Values } from "../../../provider/native/plugin";
import { rejection } from "../helpers/lifecycle";
import { VirtualClock } from "../helpers/virtualClock";

const quota = { status: "failed", errorCode: "APIC.9218", errorMsg: "create failed..." } as const;
const gateways = { failed: { steps: [[0, 0]], end: 0, ...quota }, creating: { steps: [[0, 30]] } } as const;

/** Where it keeps no state, the engine gives the provider no name and nothing of the stack config. */
describe("what pulumi do is told without state", () => {
  const clock = new VirtualClock();
  let cloud: Emulator;
  let plugin: Plugin;
  before(async () => {
    cloud = await startEmulator({ now: () => Date.UTC(2026, 0, 2) + clock.now(), gateways });
    const context = (config: (key: string) => string | undefined, origin: object) =>
      ({ clock, random: () => 0.5, source: { config, origin, env: {} } }) as never;
    plugin = createPlugin({ version: "1.2.3", context });
  });
  after(() => cloud.close());

  function configure(wrong: Values = {}) {
    const { endpoint, projectId, token: authToken } = cloud;
    plugin.configure({ endpoint, projectId, authToken, ...wrong }, "");
  }
  const elsewhere = /pulumi config|stack config apig|pulumi up|import|doctor|customTimeouts|the state/;
  const call = {};

  it("names a setting as its flag, and the stack config only as what does not count", async () => {
    const cases: readonly [Values, RegExp][] = [
      [{ polling: "none" }, /^--apig:polling must be eager or calm, not "none"/],
      [
        { authToken: "" },
        /set a token with --apig:auth-token or HW_AUTH_TOKEN, or .* HW_SECRET_KEY; pulumi do without state does not read/,
      ],
      [{ authToken: "wrong" }, /pulumi do \(token\) was rejected/],
      [
        { endpoint: "" },
        /^no region for the credential of pulumi do: set it with --apig:region .*; pulumi do without state does not read the stack config/,
      ],
      [{ insecure: "maybe" }, /^--apig:insecure must be true or false/],
    ];
    for (const [wrong, message] of cases) {
      configure(wrong);
      const told = await rejection(plugin.create({ instanceId: "creating" }, call));
      expect(told.message).to.match(message).and.not.match(elsewhere);
    }
  });

  it("a wait that failed or is over is begun again by the same command, and no state is spoken of", async () => {
    configure();
    const id = `${cloud.projectId}/creating`;
    const acts: readonly [() => Promise<unknown>, string][] = [
      [() => plugin.read("failed", {}, undefined, call), "order a new gateway and use its id."],
      [() => plugin.create({ instanceId: "failed" }, call), "order a new gateway and use its id."],
      [() => plugin.create({ instanceId: "creating" }, call), "Run the command again to continue waiting."],
      [() => plugin.read("creating", {}, undefined, call), "Run the command again to continue waiting."],
      [() => plugin.update(id, {}, { instanceId: "creating" }, call), "Run the command again to continue waiting."],
      [() => plugin.read("nowhere", {}, undefined, call), "Check the instance id, the project and the region."],
    ];
    for (const [act, advice] of acts) {
      const { message, reasons = [message] } = (await rejection(act())) as Error & { reasons?: string[] };
      expect(reasons[0]).to.include(advice).and.not.match(elsewhere);
    }
  });
});
