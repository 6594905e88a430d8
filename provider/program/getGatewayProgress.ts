import * as pulumi from "@pulumi/pulumi";
import type { Target } from "../core/outputs";
import type { GatewayStatus, Observed } from "../core/snapshot";
import { calls } from "./lazily";

/** Which gateway to query, and where it is. */
export interface GetGatewayProgressArgs {
  /** Id of the dedicated gateway: 1 to 64 letters, digits, hyphens and underscores. */
  readonly instanceId: string;
  /** Id of the project that the gateway is in. Default: the credential's project. */
  readonly projectId?: string | undefined;
  /** Region, such as `eu-de`. Default: the setting `apig:region`, then the region that is set with the credential. */
  readonly region?: string | undefined;
  /** Base address of the API, `https://` only. Default: the setting `apig:endpoint`, then an address built from the region. */
  readonly endpoint?: string | undefined;
  /** Name of an entry of clouds.yaml. Default: the setting `apig:cloud`, then the environment variable `OS_CLOUD`. */
  readonly cloud?: string | undefined;
}

/** The arguments of {@link getGatewayProgress}, with values that may come from other resources. */
export type GetGatewayProgressOutputArgs = {
  readonly [Key in keyof GetGatewayProgressArgs]: pulumi.Input<GetGatewayProgressArgs[Key]>;
};

/** What one request showed. The values mean the same as the outputs of {@link GatewayReadiness} with the same names. */
export interface GetGatewayProgressResult extends Target, Observed {
  /** `creating`, `success`, `failed`, or a word that the API does not document. Never null here. */
  readonly status: GatewayStatus;
}

/**
 * Queries the progress of a gateway once, without waiting; also in a preview. A failed gateway is a result, not an
 * error.
 *
 * Source: "Querying the Creation Progress of a Dedicated Gateway".
 *
 * @param args - Which gateway, and where it is.
 * @returns Status, progress, times and error of the gateway.
 * @throws {@link ApigError} `APIG_INVALID_ARGUMENT`, `APIG_INVALID_SETTING` and `APIG_NO_CREDENTIALS` before any request;
 * otherwise the code of the API's answer, such as `APIG_NOT_FOUND`.
 */
export async function getGatewayProgress(args: GetGatewayProgressArgs): Promise<GetGatewayProgressResult> {
  return calls().getGatewayProgress(args);
}

/**
 * {@link getGatewayProgress} for arguments that are outputs. It does not run while one of them is unknown, as in a preview.
 *
 * @param args - Which gateway, and where it is; plain values or outputs.
 * @returns The result as an output; a failed request fails the program.
 */
export function getGatewayProgressOutput(args: GetGatewayProgressOutputArgs): pulumi.Output<GetGatewayProgressResult> {
  return pulumi.output(args).apply((known) => getGatewayProgress(known as GetGatewayProgressArgs));
}
