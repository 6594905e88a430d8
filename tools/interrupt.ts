import { constants } from "node:os";

/**
 * Aborts when a person or a system ends this process, with that as its reason; `then` is what it says after that. The exit code
 * becomes that of the signal.
 */
export function interruptSignal(then = ""): AbortSignal {
  const interrupt = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    // `on`, not `once`: tsx ends the process when there is no listener.
    process.on(name, () => {
      process.exitCode = 128 + constants.signals[name];
      interrupt.abort(new Error(`ended by ${name}${then}`));
    });
  }
  return interrupt.signal;
}
