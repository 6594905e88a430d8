import * as pulumi from "@pulumi/pulumi";
import * as runtimeConfig from "@pulumi/pulumi/runtime/config";

/** Stack config keys of the namespace `apig` that hold secrets. */
const secretKeys = ["authToken"] as const;

/** Not in the SDK's public types; where it is missing nobody can tell, and nothing is refused. */
const { isConfigSecret = () => true } = runtimeConfig as { isConfigSecret?: (key: string) => boolean };

/**
 * Refuses a secret that stands unencrypted in the stack config, before anything is registered: the engine would copy it
 * in clear into the state. Only the program can tell, since the hooks get every value decrypted.
 */
export function refusePlainSecrets(): void {
  const keys = secretKeys.map((key) => `apig:${key}`);
  const plain = keys.filter((key) => pulumi.runtime.getConfig(key) !== undefined && !isConfigSecret(key));
  if (plain.length === 0) return;
  const commands = plain.map((key) => `pulumi config set --secret ${key}`).join(" and ");
  throw new pulumi.RunError(
    `${plain.join(" and ")} stands unencrypted in the stack config, and Pulumi would copy it in clear into the state: run ${commands}`,
  );
}
