import { expect } from "chai";
import { openConnection } from "../../../provider/credentials/access";
import type { SettingsSource } from "../../../provider/credentials/settings/profile";
import { worldOf } from "./emulated";

describe("settings of many waits that begin at once", () => {
  let now: number;
  let reads: number;
  let config: Record<string, string>;
  let source: SettingsSource;
  beforeEach(() => {
    now = 1_000_000;
    reads = 0;
    config = { authToken: "secret-token", projectId: "p", endpoint: "https://one.example" };
    const read = () => {
      reads += 1;
      return null;
    };
    source = { config: (key) => config[key], env: {}, files: { cwd: "/p", home: "/h", read } };
  });
  const open = async (wanted = {}) => (await openConnection(wanted, source, worldOf({ now: () => now }))).endpoint;

  it("are read once a second, also when the clock is set back", async () => {
    await open();
    const once = reads;
    expect(once).to.be.above(0);
    for (const [then, times] of [
      [999, 1],
      [1_000, 2],
      [1_999, 2],
      [-5_000, 3],
    ] as const) {
      now = 1_000_000 + then;
      await open();
      expect(reads, `after ${then} ms`).to.equal(times * once);
    }
  });

  it("are read for each place, and whenever the stack config is another", async () => {
    expect(await open()).to.equal("https://one.example");
    expect(await open({ endpoint: "https://two.example" })).to.equal("https://two.example");
    config = { ...config, endpoint: "https://three.example" };
    expect(await open()).to.equal("https://three.example");
  });
});
