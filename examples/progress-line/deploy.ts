import { CommandError, LocalWorkspace } from "@pulumi/pulumi/automation";
import { progressLine } from "./progressLine";

/** Runs the program of this folder, as `pulumi up` does, with a line for each thing that happens to a gateway. */
async function deploy(stackName: string) {
  const stack = await LocalWorkspace.createOrSelectStack({ stackName, workDir: __dirname });
  const start = Date.now();
  try {
    await stack.up({
      onEvent: (event) => {
        const line = progressLine(event);
        if (line) console.log(`${Math.round((Date.now() - start) / 1000)}s ${line}`);
      },
      onError: (text) => process.stderr.write(text),
    });
  } catch (error) {
    // An update that failed: the lines have told why, and the error would repeat all of Pulumi's screen.
    if (!(error instanceof CommandError)) throw error;
    process.exitCode = 1;
  }
}

deploy(process.argv[2] ?? "dev").catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
