// engine/ is the contact with the running Pulumi engine: is it alive (this file), did it cancel, the status row, and the
// provider text in the state. Each part does nothing where the engine does not offer what it needs.
import { connect } from "node:net";

/** Loopback address of the engine, as the SDK's provider process gets it. */
export interface EngineAddress {
  readonly host: string;
  readonly port: number;
}

export type Knock = (address: EngineAddress) => Promise<"answered" | "refused" | "unclear">;

const everyMs = 4_000;
/** Nobody listens any more, three times in a row: the engine is gone, and 12 to 15 s have passed. */
const refusalsThatProve = 3;

/** The engine's address in the command line of a provider process; undefined in any other process. */
export function engineAddress(argv: readonly string[]): EngineAddress | undefined {
  const [, script = "", address = ""] = argv;
  return script.includes("dynamic-provider") ? parse(address) : undefined;
}

/** The same in a process that runs a program for the CLI: there the SDK's launcher leaves it in the environment. */
export function programEngine(env: NodeJS.ProcessEnv): EngineAddress | undefined {
  return parse(env.PULUMI_NODEJS_ENGINE ?? "");
}

function parse(address: string): EngineAddress | undefined {
  const match = /^(127\.0\.0\.1|localhost|\[::1\]):(\d+)$/.exec(address);
  return match ? { host: (match[1] as string).replace(/[[\]]/g, ""), port: Number(match[2]) } : undefined;
}

/**
 * Calls `onDead` once nobody listens at the engine's address any more. A killed CLI ends neither its providers nor their
 * waits: they would go on asking the cloud for ever, for nobody. Only refused connections count, so that a slow, stopped
 * or overloaded engine is never taken for dead. Keeps nothing alive itself.
 */
export function watchEngine(address: EngineAddress, onDead: () => void, knock: Knock = knockAt): () => void {
  let refusals = 0;
  const timer = setInterval(async () => {
    refusals = (await knock(address)) === "refused" ? refusals + 1 : 0;
    if (refusals < refusalsThatProve) return;
    clearInterval(timer);
    onDead();
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

const knockAt: Knock = ({ host, port }) =>
  new Promise((answer) => {
    const socket = connect({ host, port, timeout: everyMs / 2 }).unref();
    const end = (what: Awaited<ReturnType<Knock>>) => {
      socket.destroy();
      answer(what);
    };
    socket.once("connect", () => end("answered"));
    socket.once("timeout", () => end("unclear"));
    socket.once("error", ({ code }: NodeJS.ErrnoException) => end(code === "ECONNREFUSED" ? "refused" : "unclear"));
  });
