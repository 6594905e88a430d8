// Ctrl-C for dynamic resources. The plugin is told by the engine (native/runs.ts); the command listens itself (cli/main.ts).
import { EventEmitter } from "node:events";

const cancelPath = "/pulumirpc.ResourceProvider/Cancel";

/** Time for the ended waits to send their answers to the engine. */
const farewellMs = 1_000;

/** The parts of the process that are used. The lifecycle runs in the SDK's process, so each part may be missing. */
export interface HostProcess {
  _getActiveHandles?(): unknown[];
  once(signal: "SIGTERM", listener: () => void): unknown;
  kill(pid: number, signal: NodeJS.Signals): unknown;
  readonly pid: number;
}

/**
 * Aborts when the engine must stop. On Ctrl-C the engine calls `Cancel` on every provider, then waits for the running
 * operations. The SDK's provider process answers that call and does nothing, so this watches the HTTP/2 streams of its gRPC
 * server. That server is not public API: if it is not found, waits continue.
 */
export function cancelSignal(host: HostProcess): AbortSignal {
  const cancelled = new AbortController();
  beforeTermination(host, () => cancelled.abort());
  for (const server of http2Servers(host)) {
    server.on("stream", (_stream: unknown, headers?: Record<string, unknown>) => {
      if (headers?.[":path"] === cancelPath) cancelled.abort();
    });
  }
  return cancelled.signal;
}

/**
 * Calls `end` when the process is told to end, which it does a moment later: a service manager that stops a job also signals the
 * provider process, and the CLI still needs the answers of the waits.
 */
export function beforeTermination(host: Pick<HostProcess, "once" | "kill" | "pid">, end: () => void): void {
  host.once("SIGTERM", () => {
    end();
    setTimeout(() => host.kill(host.pid, "SIGTERM"), farewellMs);
  });
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
    // Whatever else Node.js may have under that name.
    return [];
  }
}
