import * as pulumi from "@pulumi/pulumi";
import * as runtimeConfig from "@pulumi/pulumi/runtime/config";
import { secretFields } from "../credentials/settings/names";
import { ApigError } from "../errors";

/** Not in the SDK's public types. If it is missing, nothing can be checked and nothing is refused. */
const { isConfigSecret = () => true } = runtimeConfig as { isConfigSecret?: (key: string) => boolean };

/**
 * Refuses a secret that stands unencrypted in the stack config, before anything is registered: the engine would copy it
 * in clear into the state. Only the program can check this, because the lifecycle gets every value decrypted.
 */
export function assertNoPlainSecrets(): void {
  const config = pulumi.runtime.allConfig();
  const keys = secretFields.map((key) => `apig:${key}`);
  const plain = keys.filter((key) => config[key] !== undefined && !isConfigSecret(key));
  if (plain.length === 0) return;
  const commands = plain.map((key) => `pulumi config set --secret ${key}`).join(" and ");
  const stored = plain.length === 1 ? "is" : "are";
  throw new ApigError(
    "APIG_INVALID_SETTING",
    `${plain.join(" and ")} ${stored} stored as plain text in the stack config; Pulumi would copy it unencrypted into the state: run ${commands}`,
  );
}
