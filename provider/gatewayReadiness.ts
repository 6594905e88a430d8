// 1 of 4 on the data's path: what a program declares. It runs in the user's process and sends no request.
import * as pulumi from "@pulumi/pulumi";
import { resourceType, shortUrn } from "./core/rowUrn";
import type { GatewayStatus } from "./core/snapshot";
import { providerText } from "./engine/providerText";
import { assertNoPlainSecrets } from "./program/plainSecrets";

/** What to wait for. No argument holds a credential. */
export interface GatewayReadinessArgs {
  /** Id of the dedicated gateway: 1 to 64 letters, digits, hyphens, underscores. A change waits for the new one, by replacement. */
  readonly instanceId: pulumi.Input<string>;
  /** Project that the gateway is in. Default: that of the credential. A change replaces. */
  readonly projectId?: pulumi.Input<string> | undefined;
  /** Region, such as `eu-de`. Default: stack config `apig:region`, then the credential's source. */
  readonly region?: pulumi.Input<string> | undefined;
  /** Base address of the API. Default: stack config `apig:endpoint`, then built from the region. */
  readonly endpoint?: pulumi.Input<string> | undefined;
  /** Entry of clouds.yaml. Default: stack config `apig:cloud`, then `OS_CLOUD`. */
  readonly cloud?: pulumi.Input<string> | undefined;
  /** Whether a gateway that could not be created fails the update. Default true; false: look at `status`. */
  readonly failOnError?: pulumi.Input<boolean> | undefined;
  /** Any change (deep equality) waits anew, by replacement. */
  // biome-ignore lint/suspicious/noExplicitAny: any value may be a trigger, as in Pulumi's own packages
  readonly triggers?: pulumi.Input<any[]> | undefined;
}

/** What `GatewayReadiness.get` takes besides the id. */
export type GatewayReadinessGetArgs = Omit<GatewayReadinessArgs, "instanceId" | "triggers">;

/** Pulumi's own options; `customTimeouts.read` is missing from the type of older SDKs. */
export type GatewayReadinessOptions = pulumi.CustomResourceOptions & {
  /** How long to wait: `create` 60m, `update` what create has, `read` (refresh) 10m; `0s` means one look. */
  customTimeouts?: pulumi.CustomTimeouts & { read?: string };
};

/**
 * Stands for "the dedicated gateway is there": its creation waits until the gateway's status is terminal, so whatever
 * uses one of its outputs starts the moment the gateway is ready, or never. It is no thing in the cloud, and deleting it
 * touches nothing.
 *
 * ```ts
 * const ready = new apig.GatewayReadiness("orders", { instanceId: gateway.id });
 * const api = new OrdersApi("orders", { gateway: ready.instanceId });
 * ```
 *
 * Source: "Querying the Creation Progress of a Dedicated Gateway", `GET /v2/{project_id}/apigw/instances/{instance_id}/progress`.
 */
export class GatewayReadiness extends pulumi.CustomResource {
  /** Id of the gateway; use this one in what needs the gateway. */
  declare readonly instanceId: pulumi.Output<string>;
  declare readonly projectId: pulumi.Output<string>;
  /** Base address of the API that was asked. */
  declare readonly endpoint: pulumi.Output<string>;
  /** `creating`, `success`, `failed`, or a word that the API does not document. */
  declare readonly status: pulumi.Output<GatewayStatus | null>;
  /** 0..100, percent. */
  declare readonly progress: pulumi.Output<number | null>;
  /** Why the creation failed, such as `APIC.9218` (quota). */
  declare readonly errorCode: pulumi.Output<string | null>;
  declare readonly errorMessage: pulumi.Output<string | null>;
  /** When the creation began, Unix milliseconds. */
  declare readonly startTime: pulumi.Output<number | null>;
  /** When it ended, Unix milliseconds; null until it has. */
  declare readonly endTime: pulumi.Output<number | null>;
  /** `startTime` as RFC 3339. */
  declare readonly startedAt: pulumi.Output<string | null>;
  /** `endTime` as RFC 3339. */
  declare readonly endedAt: pulumi.Output<string | null>;
  /** How long the creation took, seconds; null unless it is over and both times are known. */
  declare readonly creationSeconds: pulumi.Output<number | null>;

  /** Waits for the gateway `args.instanceId`. */
  constructor(name: string, args: GatewayReadinessArgs, opts?: GatewayReadinessOptions) {
    assertNoPlainSecrets();
    const outputs = { ...unknownOutputs, ...args };
    const timeouts = opts?.customTimeouts;
    const props = {
      ...outputs,
      ...(timeouts && { timeouts: { create: timeouts.create, update: timeouts.update, read: timeouts.read } }),
      ...(opts?.id !== undefined && { lookOnce: pulumi.runtime.isDryRun() }),
      rowUrn: pulumi.createUrn(name, resourceType, opts?.parent).apply(shortUrn),
      __provider: providerText,
    };
    super(resourceType, name, props, pulumi.mergeOptions({ hideDiffs: internalInputs }, opts));
  }

  /**
   * A gateway that this stack does not manage: waits in `pulumi up`, looks once in a preview, and fails when the gateway
   * failed or is gone. `id` is `{projectId}/{instanceId}` or the bare instance id.
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    args?: GatewayReadinessGetArgs,
    opts?: GatewayReadinessOptions,
  ): GatewayReadiness {
    return new GatewayReadiness(name, (args ?? {}) as GatewayReadinessArgs, { ...opts, id });
  }

  /** True for an instance of this class, whichever copy of the package made it. */
  static override isInstance(value: unknown): value is GatewayReadiness {
    return (
      pulumi.CustomResource.isInstance(value) && (value as { __pulumiType?: string }).__pulumiType === resourceType
    );
  }
}

/** Inputs that tell a user nothing: a diff does not show them. */
const internalInputs = ["__provider", "rowUrn", "timeouts", "lookOnce"];

/** Declares the outputs: the SDK resolves only properties that it was given. */
const unknownOutputs = {
  instanceId: undefined,
  projectId: undefined,
  endpoint: undefined,
  status: undefined,
  progress: undefined,
  errorCode: undefined,
  errorMessage: undefined,
  startTime: undefined,
  endTime: undefined,
  startedAt: undefined,
  endedAt: undefined,
  creationSeconds: undefined,
};
