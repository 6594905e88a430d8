import * as pulumi from "@pulumi/pulumi";
import type { Emulator } from "../../../emulator";

/** Gives this process's program the stack config that leads to a cloud. */
export function useConfigOf({ token, projectId, endpoint }: Emulator): void {
  const config = { "apig:authToken": token, "apig:projectId": projectId, "apig:endpoint": endpoint };
  pulumi.runtime.setAllConfig(config, ["apig:authToken"]);
}
