import { EventEmitter, setMaxListeners } from "node:events";

const cancelPath = "/pulumirpc.ResourceProvider/Cancel";

/** Long enough for the answers of the waits that ended to reach the engine. */
const farewellMs = 1_000;

/** What of this process is used: the hooks run in the SDK's own, so everything here is looked for, never presumed. */
export interface HostProcess {
  _getActiveHandles?(): unknown[];
  once(signal: "SIGTERM", listener: () => void): unknown;
  kill(pid: number, signal: NodeJS.Signals): unknown;
  readonly pid: number;
}

/**
 * Aborts when the engine is told to stop. On Ctrl-C the engine calls `Cancel` on every provider and then waits for the
 * hooks that run; the SDK's provider process answers that call and does nothing, so the gRPC server's HTTP/2 streams are
 * watched for it. That server is not public API: where it is not found, waits simply go on.
 */
export function cancelSignal(host: HostProcess): AbortSignal {
  const cancelled = new AbortController();
  // Every wait listens; Node.js would print a warning from the eleventh on.
  setMaxListeners(0, cancelled.signal);
  for (const server of http2Servers(host)) {
    server.on("stream", (_stream: unknown, headers?: Record<string, unknown>) => {
      if (headers?.[":path"] === cancelPath) cancelled.abort();
    });
  }
  // A service manager that stops a whole job signals this process too; the CLI then needs the answers all the same.
  host.once("SIGTERM", () => {
    cancelled.abort();
    setTimeout(() => host.kill(host.pid, "SIGTERM"), farewellMs);
  });
  return cancelled.signal;
}

function http2Servers({ _getActiveHandles }: HostProcess): EventEmitter[] {
  try {
    const handles = _getActiveHandles?.() ?? [];
    return handles.filter(
      (handle): handle is EventEmitter =>
        handle instanceof EventEmitter &&
        handle.constructor.name === "Http2Server" &&
        handle.listenerCount("stream") > 0,
    );
  } catch {
    return [];
  }
}
