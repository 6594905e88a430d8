import { resolve } from "node:path";
import { expect } from "chai";
import { tls, tlsFile } from "../fixtures/tls";
import { startProxy } from "../provider/helpers/proxy";
import type { Project } from "./helpers/project";
import { waitingProject } from "./helpers/waitingProject";

/** Asks once in the program's own process (10 s at most), and waits in the provider's, for longer: a failure ends both. */
const programText = `
  const apig = require("pulumi-apig");
  const asked = apig.getGatewayProgress({ instanceId: "ready" }).then(({ status }) => status, ({ code }) => code);
  asked.then((word) => console.log("asked: " + word));
  new apig.GatewayReadiness("gate", { instanceId: "ready" }, { customTimeouts: { create: "13s", update: "13s" } });`;

describe("a proxy between the engine and the cloud", () => {
  let project: Project;
  let proxy: Awaited<ReturnType<typeof startProxy>>;
  before(async () => {
    project = await waitingProject({ programText, tls, speed: 1000, gateways: { ready: "success" } });
    proxy = await startProxy({ to: Number(new URL(project.engine.cloud.url).port) });
    project.env.HTTPS_PROXY = proxy.url;
    await project.pulumi("config", "set", "apig:endpoint", "https://api.example");
    await project.pulumi("config", "set", "apig:caCertFile", tlsFile("cert.pem"));
  });
  after(async () => {
    await project.engine.stop();
    await proxy.close();
  });

  it("that never answers is given up, and the run ends; refused: named, and no credential is dead; then it goes on", async () => {
    const name = `the proxy 127.0.0.1:${proxy.port} (HTTPS_PROXY)`;

    proxy.answer = (socket) => void socket.resume();
    const began = Date.now();
    const silent = await project.up();
    expect(silent.ok).to.equal(false);
    expect(silent.screen).to.include("asked: APIG_PROXY_UNAVAILABLE").and.include(`${name} did not answer`);
    expect(Date.now() - began).to.be.lessThan(100_000);
    expect(proxy.open()).to.equal(0);

    proxy.answer = (socket) => void socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    const refused = await project.up();
    expect(refused.ok).to.equal(false);
    expect(refused.screen).to.include("asked: APIG_PROXY\n");
    expect(refused.screen).to.include(
      `${name} answered 407 to CONNECT api.example:443: it needs a user and a password`,
    );
    expect(refused.screen).not.to.match(/getCreateProgress|new token/);

    proxy.answer = undefined;
    const led = await project.up();
    expect(led.ok, led.screen).to.equal(true);
    expect(led.screen).to.match(/asked: (creating|success)/);
    expect(project.state.resource("gate")?.outputs?.status).to.equal("success");
  });

  it("that never answers: doctor ends as well", async () => {
    proxy.answer = (socket) => void socket.resume();
    const doctor = await project.run(process.execPath, resolve("dist/cli/main.js"), "doctor", "--stack", "dev");
    expect(doctor.code).to.equal(1);
    expect(doctor.screen).to.include(`the proxy 127.0.0.1:${proxy.port} (HTTPS_PROXY) did not answer`);
  });
});
