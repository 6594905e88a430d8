import { expect } from "chai";
import sinon from "sinon";
import { authenticated, IssuedMaterial } from "../../../provider/credentials/authMaterial";
import { Session } from "../../../provider/credentials/session";
import type { Reply } from "../../../provider/http/transport";

const answer = (status: number): Reply => ({ status, headers: new Headers(), text: '{"error_code":"APIC.7102"}' });
const request = { method: "GET", url: "https://api.example/v2" } as const;

describe("Session", () => {
  it("renews once for two requests that were under way with the same material, the second one for being slow", async () => {
    const clock = sinon.useFakeTimers({ toFake: ["setTimeout"] });
    try {
      const pending: ((reply: Reply) => void)[] = [];
      const transport = () => new Promise<Reply>((resolve) => void pending.push(resolve));
      let issued = 0;
      const issue = async () => ({
        material: { kind: "token", token: `t${++issued}`, projectId: null } as const,
        lifetimeMs: 1e6,
      });
      const provider = new IssuedMaterial(issue, Date.now);
      const session = new Session({ kind: "password", transport, now: Date.now, redact: (text) => text });
      const settle = () => new Promise((resolve) => setImmediate(resolve));
      const reply = async (status: number) => {
        await settle();
        pending.shift()?.(answer(status));
        await settle();
      };

      const first = session.send(request, provider);
      await reply(200);
      await first;
      const both = [session.send(request, provider), session.send(request, provider)];
      await settle();
      expect(pending).to.have.length(1);
      await clock.tickAsync(500);
      await settle();
      expect(pending).to.have.length(2);
      for (const status of [401, 401, 200, 200]) await reply(status);
      expect((await Promise.all(both)).map(({ status }) => status)).to.deep.equal([200, 200]);
      expect(issued).to.equal(2);
    } finally {
      clock.restore();
    }
  });
});

describe("authenticated", () => {
  const keys = { kind: "keys", accessKey: "AK", secretKey: "sk", securityToken: "st" } as const;
  it("signs what names the project, and neither what the client adds nor the security token", () => {
    const headers = { accept: "application/json", "x-project-id": "p" };
    const sent = authenticated({ ...request, headers }, keys, "2026-01-02T03:04:05.000Z");
    expect(sent.authorization).to.include("SignedHeaders=host;x-project-id;x-sdk-date,");
    expect(sent).to.include({ ...headers, "x-security-token": "st" });
  });
});
