import type { Socket } from "node:net";
import { expect } from "chai";
import type { ApigError } from "../../../provider/errors";
import { createTransport } from "../../../provider/http/transport";
import { tls } from "../../fixtures/tls";
import { withProxyEnv } from "../helpers/env";
import { listen, startProxy, startSocks } from "../helpers/proxy";

const transport = createTransport({ insecure: false, allowHttp: true, caCertFile: tls.cert });

type Serve = (socket: Socket) => void;

/** Servers that keep a request waiting, and tell when it has come so far. */
const waiting = (reached: () => void) => ({
  silent: (socket: Socket) => void socket.resume().once("data", reached),
  bodyless: (socket: Socket) =>
    void socket.once("data", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n{");
      reached();
    }),
  asked: (socket: Socket) => {
    socket.resume();
    reached();
  },
});

interface Server {
  readonly port: number;
  open(): number;
  close(): Promise<void>;
}
const by = async (scheme: string, server: Promise<Server>) => {
  const started = await server;
  return { ...started, url: `${scheme}://127.0.0.1:${started.port}` };
};

/** Where a request may stand when it is given up: what the host does, and what leads there (`to` is the host's port). */
interface State {
  readonly host: Serve;
  readonly scheme?: "http";
  readonly tls?: typeof tls;
  readonly proxy?: (to: number) => Promise<Server & { readonly url: string }>;
}
const statesOf = ({
  silent,
  bodyless,
  asked,
}: Record<"silent" | "bodyless" | "asked", Serve>): Record<string, State> => ({
  "the host's TLS": { host: silent },
  "the host's headers": { host: silent, scheme: "http" },
  "the host's headers, over TLS": { host: silent, tls },
  "the host's body": { host: bodyless, scheme: "http" },
  "the host's body, over TLS": { host: bodyless, tls },
  "the answer to CONNECT": { host: silent, proxy: () => by("http", startProxy({ answer: asked })) },
  "the proxy's TLS": { host: silent, proxy: () => by("https", listen(silent)) },
  "the answer to CONNECT, over TLS": { host: silent, proxy: () => by("https", startProxy({ answer: asked, tls })) },
  "the host's TLS in a tunnel": { host: silent, proxy: (to) => by("http", startProxy({ to })) },
  "the host's TLS in TLS": { host: silent, proxy: (to) => by("https", startProxy({ to, tls })) },
  "the host's body in TLS": { host: bodyless, tls, proxy: (to) => by("https", startProxy({ to, tls })) },
  "a SOCKS server's first answer": { host: silent, proxy: () => by("socks5h", listen(silent)) },
  "a SOCKS server's last answer": { host: silent, proxy: () => by("socks5h", startSocks({ answer: asked })) },
  "the host's TLS by SOCKS": { host: silent, proxy: (to) => by("socks5h", startSocks({ to })) },
  "the host's body by SOCKS": { host: bodyless, tls, proxy: (to) => by("socks5h", startSocks({ to })) },
});

/** Sends, gives up, and tells the error once no connection is open any more. */
async function giveUp(what: string, how: string): Promise<ApigError> {
  const stop = new AbortController();
  // A time limit may pass earlier on a busy machine; a signal comes when the state is reached.
  const limit = how === "a signal" ? { signal: stop.signal, timeoutMs: 100_000 } : { timeoutMs: 300 };
  const state = statesOf(waiting(() => stop.abort()))[what] as State;
  const host = await listen(state.host, state.tls);
  const proxy = await state.proxy?.(host.port);
  const address = proxy ? "https://api.example" : `${state.scheme ?? "https"}://127.0.0.1:${host.port}`;
  const request = { method: "GET", url: `${address}/v3`, ...limit } as const;
  // The environment is read at once, so that all of these may wait at the same time.
  const error = await withProxyEnv({ ...(proxy && { ALL_PROXY: proxy.url }) }, () => transport(request)).then(
    () => expect.fail("it was answered"),
    (reason) => reason,
  );
  await until(() => host.open() + (proxy?.open() ?? 0) === 0);
  await Promise.all([host.close(), proxy?.close()]);
  return error;
}

const byHost = { code: "APIG_UNREACHABLE", message: /^https?:\/\/[^ ]+: (no answer within|the request was cancelled)/ };
const byProxy = {
  code: "APIG_PROXY_UNAVAILABLE",
  message: /^the proxy 127.0.0.1:\d+ \(ALL_PROXY\) did not answer: https:/,
};

describe("a cancelled request closes its connection while it waits for", () => {
  const cases = Object.keys(statesOf(waiting(() => {}))).flatMap((what) =>
    ["its time limit", "a signal"].map((how) => ({ what, how, expected: /^the host/.test(what) ? byHost : byProxy })),
  );
  let given: Promise<ApigError>[];
  before(() => {
    given = cases.map(({ what, how }) => giveUp(what, how));
    for (const outcome of given) outcome.catch(() => {});
  });
  for (const [index, { what, how, expected }] of cases.entries()) {
    it(`${what}: ${how}`, async () => {
      const { code, message } = (await given[index]) as ApigError;
      if (how !== "a signal" && code === byProxy.code) return;
      expect(code).to.equal(expected.code);
      expect(message).to.match(expected.message);
    });
  }
});

/** Waits for the other side's events, which no clock of ours can bring. */
async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; !holds(); turn++) {
    if (turn === 1000) expect.fail("a connection stays open");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
