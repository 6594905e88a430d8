// `npm run engine`: prints the folder to put on PATH as the last line of stdout; everything else goes to stderr.
import { constants } from "node:os";
import { ensureEngine } from "./engine/ensureEngine";

const interrupt = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  // `on`, not `once`: tsx ends the process when there is no listener.
  process.on(name, () => {
    process.exitCode = 128 + constants.signals[name];
    interrupt.abort(new Error(`ended by ${name}; the next run starts anew`));
  });
}

ensureEngine({ signal: interrupt.signal }).then(
  (folder) => console.log(folder),
  (error: unknown) => {
    process.exitCode ??= 1;
    console.error(`engine: ${error instanceof Error ? error.message : error}`);
  },
);
