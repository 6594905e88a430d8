// Makes the clone reachable under its own name, which is how its examples and tests import it and how the engine's processes look
// for it: a link in node_modules. Every command of package.json that needs it makes it (tools/setup.mjs, `npm run build`).
import { existsSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const link = join(root, "node_modules", "pulumi-apig");
if (existsSync(join(root, "node_modules")) && !existsSync(link)) {
  rmSync(link, { force: true });
  symlinkSync(process.platform === "win32" ? root : "..", link, "junction");
}
