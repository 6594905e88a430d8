// engine/ is the contact with the running Pulumi engine: is it alive (this file), did it cancel, the status row, and the
// provider text in the state. Each part does nothing where the engine does not offer what it needs.
import { connect, Socket } from "node:net";

/** Loopback address of the engine, as the SDK passes it to its provider process: `127.0.0.1:50051`. */
export type EngineAddress = string;

export type Knock = (address: EngineAddress) => Promise<"answered" | "refused" | "unclear">;

/** Calls back once there is reason to think that the engine has ended. */
export type Hint = (tell: () => void) => void;

const everyMs = 4_000;
/** After a hint. */
const quicklyMs = 200;
/** Three refused connections in a row prove that the engine has ended: 8 to 12 s after its end. */
const refusalsThatProve = 3;

/** The engine's address in the command line of a provider process; undefined in any other process. */
export function engineAddress(argv: readonly string[]): EngineAddress | undefined {
  const [, script = "", address = ""] = argv;
  return script.includes("dynamic-provider") ? parseEngineAddress(address) : undefined;
}

/** The engine's address in a process that runs a program: the SDK's launcher puts it into the environment. */
export function programEngine(env: NodeJS.ProcessEnv): EngineAddress | undefined {
  return parseEngineAddress(env.PULUMI_NODEJS_ENGINE ?? "");
}

/** The engine listens on this machine alone. */
export function parseEngineAddress(address: string): EngineAddress | undefined {
  return /^(127\.0\.0\.1|localhost|\[::1\]):\d+$/.test(address) ? address : undefined;
}

/**
 * Calls `onDead` once no process listens at the engine's address. A killed CLI does not end its providers or their waits:
 * they would send requests for ever. Only refused connections count, so a slow, stopped or overloaded engine does not count
 * as dead; after a `hint` it is asked as often within half a second. This does not keep the process alive.
 */
export function watchEngine(
  address: EngineAddress,
  onDead: () => void,
  knock: Knock = knockAt,
  hint: Hint = () => {},
): () => void {
  let refusals = 0;
  const ask = async () => {
    refusals = (await knock(address)) === "refused" ? refusals + 1 : 0;
    if (refusals !== refusalsThatProve) return;
    clearInterval(timer);
    onDead();
  };
  const timer = setInterval(ask, everyMs).unref();
  const askQuickly = async (left: number) => {
    await ask();
    if (left > 1) setTimeout(askQuickly, quicklyMs, left - 1).unref();
  };
  hint(() => askQuickly(refusalsThatProve));
  return () => clearInterval(timer);
}

/** The engine that starts a plugin holds the other end of its standard input. A plugin that somebody else starts gets no such hint. */
export const inputEnded: Hint = (tell) => {
  const { stdin } = process;
  if (!(stdin instanceof Socket)) return;
  stdin.once("end", tell).on("error", tell).resume();
  stdin.unref();
};

const knockAt: Knock = (address) =>
  new Promise((answer) => {
    const { hostname, port } = new URL(`tcp://${address}`);
    const host = hostname.replace(/[[\]]/g, "");
    const socket = connect({ host, port: Number(port), timeout: everyMs / 2 }).unref();
    const end = (what: Awaited<ReturnType<Knock>>) => {
      socket.destroy();
      answer(what);
    };
    socket.once("connect", () => end("answered"));
    socket.once("timeout", () => end("unclear"));
    socket.once("error", ({ code }: NodeJS.ErrnoException) => end(code === "ECONNREFUSED" ? "refused" : "unclear"));
  });
