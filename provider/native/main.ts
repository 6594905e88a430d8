// What `pulumi-resource-apig` starts: the plugin for an engine, or a command for a person (`pulumi plugin run --kind resource apig --
// doctor`). Each loads what it needs alone.
import { startedAs } from "./started";

/** Both are set by the build. */
declare const PACKAGE_VERSION: string;
declare const DOWNLOAD_URL: string | undefined;

const args = process.argv.slice(2);
const started = startedAs(args);
if (started.as === "plugin") {
  const { servePlugin } = require("./serving") as typeof import("./serving");
  servePlugin({ version: PACKAGE_VERSION, downloadUrl: DOWNLOAD_URL }, started.engine);
} else {
  const { runPluginCommands } = require("../cli/inPlugin") as typeof import("../cli/inPlugin");
  const { runCommand } = require("../../emulator/command") as typeof import("../../emulator/command");
  runPluginCommands(args, PACKAGE_VERSION, runCommand);
}
