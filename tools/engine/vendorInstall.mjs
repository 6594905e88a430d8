// Runs in a separate process, which can be ended: the Automation API's installer has no timeout for the download and
// cannot be cancelled. Arguments: folder, version.
import automation from "@pulumi/pulumi/automation/index.js";
import semver from "semver";

const [root, version] = process.argv.slice(2);
try {
  // A network that drops packets would keep the installer waiting for minutes.
  await fetch("https://get.pulumi.com/install.sh", { method: "HEAD", signal: AbortSignal.timeout(15_000) });
  await automation.PulumiCommand.install({ root, version: semver.parse(version) });
} catch (error) {
  const cause = error.cause ? ` (${error.cause.message})` : "";
  console.error(`get.pulumi.com: ${error.message.split("\n")[0]}${cause}`);
  process.exitCode = 1;
}
