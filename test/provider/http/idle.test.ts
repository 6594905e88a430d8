import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect } from "chai";
import { startEmulator } from "../../../emulator";
import { tls } from "../../fixtures/tls";
import { listen, startProxy, startSocks } from "../helpers/proxy";

/** One request on each way, then nothing more to do. */
const program = `
const { createTransport } = require(${JSON.stringify(join(__dirname, "../../../provider/http/transport"))});
const send = createTransport({ insecure: false, allowHttp: true, caCertFile: process.env.TEST_CA });
(async () => {
  for (const [url, proxy] of JSON.parse(process.env.TEST_WAYS)) {
    process.env.ALL_PROXY = proxy;
    const outcome = await send({ method: "GET", url, timeoutMs: 2000 }).then(({ status }) => status, ({ code }) => code);
    console.log(outcome);
  }
  console.log("done");
  setTimeout(() => console.log("kept alive"), 3000).unref();
})();`;

describe("a process that has sent requests", () => {
  it("ends by itself: idle connections and broken proxies neither keep it alive nor crash it", async () => {
    const cloud = await startEmulator({ tls });
    const plain = await startEmulator();
    const to = Number(new URL(cloud.url).port);
    const proxies = [await startProxy({ to }), await startProxy({ to, tls }), await startSocks({ to })] as const;
    const broken = await listen((socket) => void socket.destroy());
    const url = "https://api.example/v3";
    const ways = [
      [`${cloud.url}/v3`, ""],
      [`${plain.url}/v3`, ""],
      [url, proxies[0].url],
      [url, proxies[1].url],
      [url, proxies[2].url("socks5h")],
      [url, `http://127.0.0.1:${broken.port}`],
      [url, `https://127.0.0.1:${broken.port}`],
      [url, `socks5h://127.0.0.1:${broken.port}`],
    ];
    const env = { PATH: process.env.PATH, TEST_CA: tls.cert, TEST_WAYS: JSON.stringify(ways) };
    const child = spawn(process.execPath, ["--require", "tsx/cjs", "--eval", program], {
      env,
      stdio: "pipe",
      timeout: 30_000,
    });
    let printed = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (text) => {
        printed += text;
      });
    const [code] = await once(child, "close");
    const lost = "APIG_PROXY_UNAVAILABLE";
    expect(printed.trim().split("\n")).to.deep.equal([..."200 ".repeat(5).trim().split(" "), lost, lost, lost, "done"]);
    expect(code).to.equal(0);
    await Promise.all([cloud.close(), plain.close(), broken.close(), ...proxies.map((proxy) => proxy.close())]);
  });
});
