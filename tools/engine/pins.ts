import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The oldest CLI that runs this package; also the one that is downloaded or built. */
export const cliVersion = "3.230.0";
/** The last `sdk/v3` module that still contains the Node.js language host; later ones need a module of their own. */
export const nodejsHostVersion = "3.68.0";
/** The lowest Go that the CLI's modules accept: the `go` line of `tools/cli/go.mod`. */
export const goVersion = "1.25.8";

/** Main modules whose only purpose is to pin one command each: their versions of `sdk/v3` differ. */
export const cliModule = join(__dirname, "..", "cli");
export const nodejsHostModule = join(__dirname, "..", "nodejs-host");

/** The name under which a result is cached: a change of platform or of any pinned module makes a new one. */
export function resultName(platform: string = process.platform, arch: string = process.arch): string {
  const pins = createHash("sha256");
  for (const module of [cliModule, nodejsHostModule]) pins.update(readFileSync(join(module, "go.mod")));
  return `pulumi-${cliVersion}-${platform}-${arch}-${pins.digest("hex").slice(0, 8)}`;
}
