import { Agent, request } from "node:http";
import { expect } from "chai";
import { type Emulator, startEmulator } from "../../emulator";
import { gatewayProblems } from "../../emulator/timelineSchema";
import { hostile, hostileLogins } from "../fixtures/hostile";
import { client } from "./client";

describe("a hostile server", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator();
  });
  after(() => emulator.close());

  /** With Node.js's own client: fetch refuses some of these answers. */
  const raw = (agent: Agent | false = false) =>
    new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; bytes: number }>((resolve, reject) => {
      const url = `${emulator.url}/v2/${emulator.projectId}/apigw/instances/gw/progress`;
      const options = { headers: { "x-auth-token": emulator.token }, agent, maxHeaderSize: 256 * 1024 };
      const sent = request(url, options, (response) => {
        let bytes = 0;
        response.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes }));
      });
      sent.on("error", reject).end();
    });

  it("is data: each answer is a fault that a gateways file may hold", () => {
    for (const [name, fault] of [...Object.entries(hostile), ...Object.entries(hostileLogins)]) {
      expect(gatewayProblems({ gw: { steps: [], faults: [fault] } }), name).to.deep.equal([]);
    }
  });

  for (const [name, fault] of Object.entries(hostile)) {
    it(`answers ${name}`, async () => {
      emulator.setGateway("gw", { steps: [], faults: [fault] });
      const { status, headers, bytes } = await raw();
      const isAsked = fault.kind === "reset";
      expect(status).to.equal(isAsked ? 200 : (fault.status ?? 302));
      if (typeof fault.body === "string" && fault.kind === "status" && status !== 204) {
        expect(bytes).to.equal(Buffer.byteLength(fault.body));
      }
      if (fault.kind === "huge") expect(bytes).to.equal(8 * 1024 * 1024);
      if (fault.location !== undefined) expect(headers.location).to.equal(fault.location);
      for (const [header, value] of Object.entries(fault.headers ?? {})) expect(headers[header]).to.equal(value);
    });
  }

  it("sends a lone surrogate as its escape", async () => {
    emulator.setGateway("gw", { steps: [[0, 1, "\ud83d"]], end: 9 });
    expect((await client(emulator).progress("gw")).text).to.include('"\\ud83d"');
  });

  it("resets a connection that was kept, and answers on a new one", async () => {
    emulator.setGateway("gw", { steps: [], faults: [{ kind: "reset", reused: true }] });
    const agent = new Agent({ keepAlive: true });
    expect((await raw(agent)).status).to.equal(200);
    const second = await raw(agent).then(
      () => "answered",
      (error: NodeJS.ErrnoException) => error.code,
    );
    expect(second).to.equal("ECONNRESET");
    expect(emulator.requests.at(-1)).to.include({ fault: "reset", status: null });
    expect((await raw(agent)).status).to.equal(200);
    agent.destroy();
  });
});
