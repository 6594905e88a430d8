import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../emulator";
import { systemClock } from "../../../provider/clock";
import { runGatewayWait } from "../../../provider/wait/gatewayWait";
import { settings } from "../credentials/settings";

type Name = "AbortController" | "setTimeout" | "setInterval";

/** How often this package, and nobody else, makes one of these while something runs. */
async function madeDuring(names: readonly Name[], act: () => Promise<unknown>): Promise<Record<string, number>> {
  const made: Record<string, number> = {};
  const real = names.map((name) => [name, globalThis[name]] as const);
  for (const [name, original] of real) {
    const counted = new Proxy(original, {
      apply: (target, self, given) => Reflect.apply(target as () => unknown, self, noted(name, given)),
      construct: (target, given) => Reflect.construct(target, noted(name, given)),
    });
    Object.assign(globalThis, { [name]: counted });
  }
  const noted = (name: Name, given: unknown[]) => {
    const callers = (new Error().stack ?? "").split("\n").filter((line) => line.includes("/"));
    const caller = callers.find((line) => !line.includes(__filename)) ?? "";
    if (caller.includes("/provider/")) made[name] = (made[name] ?? 0) + 1;
    return given;
  };
  try {
    await act();
  } finally {
    for (const [name, original] of real) Object.assign(globalThis, { [name]: original });
  }
  return made;
}

describe("the way of a request", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator();
  });
  after(() => emulator.close());

  it("of a gateway that is ready costs three AbortControllers and two timers", async () => {
    emulator.setGateway("gw", { steps: [[0, 100]], end: 0, status: "success" });
    const { endpoint, projectId, token: authToken } = emulator;
    const source = settings({ endpoint, projectId, authToken }, {});
    const context = { source, clock: systemClock, random: () => 0.5, signal: new AbortController().signal };
    const wait = () => runGatewayWait("gw", {}, { timeout: "1m", graceMs: 0 }, context);
    const made = await madeDuring(["AbortController", "setTimeout", "setInterval"], async () => {
      expect((await wait()).outcome.kind).to.equal("succeeded");
    });
    expect(made).to.deep.equal({ AbortController: 3, setTimeout: 2 });
  });
});
