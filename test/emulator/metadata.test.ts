import { expect } from "chai";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../emulator";
import { type Client, client, manualClock } from "./client";

describe("the metadata service", () => {
  const clock = manualClock();
  let emulator: Emulator;
  let api: Client;
  const start = async (options: EmulatorOptions) => {
    emulator = await startEmulator({ now: clock.now, ...options });
    api = client(emulator);
  };
  afterEach(() => emulator.close());

  const session = (seconds = "60") =>
    api.send("PUT", "/meta-data/latest/api/token", { "x-metadata-token-ttl-seconds": seconds });
  const key = (headers: Record<string, string> = {}) => api.send("GET", "/openstack/latest/securitykey", headers);

  it("wants a session in v2, for as long as was asked", async () => {
    await start({ metadata: "v2" });
    expect((await key()).status).to.equal(401);
    const { status, text } = await session();
    expect(status).to.equal(200);
    expect((await key({ "x-metadata-token": text })).status).to.equal(200);
    clock.advance(60);
    expect((await key({ "x-metadata-token": text })).status).to.equal(401);
    expect((await session("soon")).status).to.equal(400);
  });

  it("has no sessions in v1", async () => {
    await start({ metadata: "v1" });
    expect((await session()).status).to.equal(405);
    expect((await key()).status).to.equal(200);
  });

  it("says so when the server has no agency", async () => {
    await start({ metadata: "no-agency" });
    expect(await key()).to.deep.include({ status: 401, text: "Please configure Cloud Service Agency first" });
  });

  it("replaces the key ten minutes before the hour ends", async () => {
    await start({ metadata: "v1" });
    const current = async () => (await key()).body.credential as Record<string, string>;
    const first = await current();
    expect(Object.keys(first)).to.deep.equal(["access", "secret", "securitytoken", "expires_at"]);
    expect(first.expires_at).to.equal(new Date(clock.now() + 3_600_000).toISOString().replace("Z", "000Z"));
    clock.advance(49 * 60);
    expect(await current()).to.deep.equal(first);
    clock.advance(60);
    expect((await current()).access).not.to.equal(first.access);
    expect(JSON.stringify(emulator.requests)).not.to.include(first.secret);
  });
});
