import * as pulumi from "@pulumi/pulumi";
import { codeOf, formatOutcome } from "../core/message";
import { type Observed, observed, type Target } from "../core/outputs";
import type { GatewayStatus } from "../core/snapshot";
import { ApigError } from "../errors";
import { runGatewayWait } from "../wait/gatewayWait";
import { assertCall, programContext } from "./context";

/** Which gateway to look at, and where. */
export interface GetGatewayProgressArgs {
  /** Id of the dedicated gateway. */
  readonly instanceId: string;
  /** Project that the gateway is in. Default: that of the credential. */
  readonly projectId?: string | undefined;
  /** Region, such as `eu-de`. Default: stack config `apig:region`, then the credential's source. */
  readonly region?: string | undefined;
  /** Base address of the API. Default: stack config `apig:endpoint`, then built from the region. */
  readonly endpoint?: string | undefined;
  /** Entry of clouds.yaml. Default: stack config `apig:cloud`, then `OS_CLOUD`. */
  readonly cloud?: string | undefined;
}

/** The same, with values that may come from other resources. */
export type GetGatewayProgressOutputArgs = {
  readonly [Key in keyof GetGatewayProgressArgs]: pulumi.Input<GetGatewayProgressArgs[Key]>;
};

/** What one look showed, and where: as the outputs of `GatewayReadiness` of the same names. */
export interface GetGatewayProgressResult extends Target, Observed {
  readonly status: GatewayStatus;
}

/**
 * Looks at a gateway once, without waiting; in a preview too. A gateway that failed is a result, not an error.
 *
 * Source: "Querying the Creation Progress of a Dedicated Gateway". Throws ApigError: `APIG_INVALID_ARGUMENT`,
 * `APIG_INVALID_SETTING`, `APIG_NO_CREDENTIALS`, or the code of the answer that the API gave.
 */
export async function getGatewayProgress(args: GetGatewayProgressArgs): Promise<GetGatewayProgressResult> {
  assertCall("getGatewayProgress", { ...args });
  const once = { timeout: "0s", graceMs: 0 };
  const { target, outcome } = await runGatewayWait(args.instanceId, args, once, programContext);
  if (outcome.last === null) {
    const cause = outcome.lastProblem?.cause;
    throw new ApigError(outcome.lastProblem?.code ?? codeOf(outcome), formatOutcome(outcome, target), { cause });
  }
  const { status } = outcome.last.snapshot;
  return { ...target, ...observed(outcome.last.snapshot), status };
}

/** `getGatewayProgress` for values that are not known yet: not run while one of them is unknown. */
export function getGatewayProgressOutput(args: GetGatewayProgressOutputArgs): pulumi.Output<GetGatewayProgressResult> {
  return pulumi.output(args).apply((known) => getGatewayProgress(known as GetGatewayProgressArgs));
}
