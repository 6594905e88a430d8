// 1 of 4 on the data's path: what a program declares. It runs in the user's process and sends no request.
import * as pulumi from "@pulumi/pulumi";
import type { Target } from "./core/outputs";
import { resourceType, shortUrn } from "./core/rowUrn";
import type { GatewayStatus, Observed } from "./core/snapshot";
import { providerText } from "./engine/providerText";
import { assertNoPlainSecrets } from "./program/plainSecrets";
import { sparingStacks } from "./program/stacks";

export type { GatewayStatus };

/** The gateway to wait for. No argument holds a credential. */
export interface GatewayReadinessArgs {
  /** Id of the dedicated gateway: 1 to 64 letters, digits, hyphens and underscores. A change replaces the resource, which then waits for the new gateway. */
  readonly instanceId: pulumi.Input<string>;
  /** Id of the project that the gateway is in. Default: the credential's project. A change replaces the resource. */
  readonly projectId?: pulumi.Input<string> | undefined;
  /** Region, such as `eu-de`. Default: the setting `apig:region`, then the region that is set with the credential. */
  readonly region?: pulumi.Input<string> | undefined;
  /** Base address of the API, `https://` only. Default: the setting `apig:endpoint`, then an address built from the region. */
  readonly endpoint?: pulumi.Input<string> | undefined;
  /** Name of an entry of clouds.yaml. Default: the setting `apig:cloud`, then the environment variable `OS_CLOUD`. */
  readonly cloud?: pulumi.Input<string> | undefined;
  /** Whether the update fails if the gateway's creation failed. Default true. If false, check the output `status`. */
  readonly failOnError?: pulumi.Input<boolean> | undefined;
  /** Any values. A change (deep equality) replaces the resource, which then waits again. Default: none. */
  // biome-ignore lint/suspicious/noExplicitAny: any value may be a trigger, as in Pulumi's own packages
  readonly triggers?: pulumi.Input<any[]> | undefined;
}

/** The arguments that `GatewayReadiness.get` takes besides the id. */
export type GatewayReadinessGetArgs = Omit<GatewayReadinessArgs, "instanceId" | "triggers">;

/** Pulumi's own resource options, with `customTimeouts.read`, which the type of older SDKs does not have. */
export type GatewayReadinessOptions = pulumi.CustomResourceOptions & {
  /** How long to wait, such as `30m`. Defaults: `create` 60m, `update` as `create`, `read` 10m in a refresh and 60m in `get`. `0s` means one request. */
  customTimeouts?: pulumi.CustomTimeouts & {
    /** How long `pulumi refresh` (default 10m) and `GatewayReadiness.get` (default 60m) wait; `0s` means one request. */
    read?: string;
  };
};

/**
 * Waits for a dedicated API gateway. Its creation ends when the gateway's status is final, so a resource that uses one of
 * its outputs starts when the gateway is ready. If the gateway fails, that resource does not start. `GatewayReadiness` creates
 * nothing in the cloud, and deleting it does not touch the gateway.
 *
 * After a failed gateway, a timeout or Ctrl-C, the update fails and the state keeps the last outputs; the next `pulumi up`
 * waits again. The message ends with a stable code such as `APIG_TIMED_OUT`.
 *
 * ```ts
 * const ready = new apig.GatewayReadiness("orders", { instanceId: gateway.id });
 * const api = new OrdersApi("orders", { gateway: ready.instanceId });
 * ```
 *
 * Source: "Querying the Creation Progress of a Dedicated Gateway", `GET /v2/{project_id}/apigw/instances/{instance_id}/progress`.
 */
export class GatewayReadiness extends pulumi.CustomResource {
  /** A typed policy of `@pulumi/policy` identifies the class by it, as in generated SDKs. @internal */
  static readonly __pulumiType = resourceType;

  /** Id of the gateway. Never null. Use this output in resources that need the gateway: they then start after it. */
  declare readonly instanceId: pulumi.Output<string>;
  /** Id of the project that the gateway is in. Never null; empty if the wait ended before it was known. */
  declare readonly projectId: pulumi.Output<string>;
  /** Base address of the API that was used, without a slash at the end. Never null; empty if the wait ended before it was known. */
  declare readonly endpoint: pulumi.Output<string>;
  /** `creating`, `success`, `failed`, or a word that the API does not document. Null if the API never answered. */
  declare readonly status: pulumi.Output<GatewayStatus | null>;
  /** Percent, an integer from 0 to 100. Null if the API gave none. */
  declare readonly progress: pulumi.Output<number | null>;
  /** The API's code for why the creation failed, such as `APIC.9218` (quota). Null if the API gave none. */
  declare readonly errorCode: pulumi.Output<string | null>;
  /** The API's text for why the creation failed. Null if the API gave none. */
  declare readonly errorMessage: pulumi.Output<string | null>;
  /** When the creation began, Unix milliseconds. Null if the API gave no time. */
  declare readonly startTime: pulumi.Output<number | null>;
  /** When the creation ended, Unix milliseconds. Null until then, or if the API gave no time. */
  declare readonly endTime: pulumi.Output<number | null>;
  /** `startTime` as an RFC 3339 text in UTC. Null if `startTime` is null. */
  declare readonly startedAt: pulumi.Output<string | null>;
  /** `endTime` as an RFC 3339 text in UTC. Null if `endTime` is null. */
  declare readonly endedAt: pulumi.Output<string | null>;
  /** How long the creation took, in seconds. Null until it has ended, or if one of the two times is unknown. */
  declare readonly creationSeconds: pulumi.Output<number | null>;

  /**
   * Declares the wait for the gateway `args.instanceId`.
   *
   * @param name - Name of the resource in the stack. Its row shows the progress.
   * @param args - Which gateway, and where. The engine reports every invalid argument at once.
   * @param opts - Pulumi's own options; `customTimeouts` is how long to wait.
   * @throws {@link ApigError} `APIG_INVALID_SETTING` if a secret is stored as plain text in the stack config.
   */
  constructor(name: string, args: GatewayReadinessArgs, opts?: GatewayReadinessOptions) {
    assertNoPlainSecrets();
    assertReadable(name, args, opts?.customTimeouts);
    const timeouts = opts?.customTimeouts;
    const props = {
      ...unknownOutputs,
      ...args,
      ...(timeouts && { __timeouts: { create: timeouts.create, update: timeouts.update, read: timeouts.read } }),
      ...(opts?.id !== undefined && pulumi.runtime.isDryRun() && { __preview: true }),
      __row: rowOf(name, opts?.parent),
      __provider: providerText,
    };
    const restore = sparingStacks();
    try {
      super(resourceType, name, props, opts);
    } catch (error) {
      restore();
      if (error instanceof Error) Error.captureStackTrace(error, new.target);
      throw error;
    } finally {
      restore();
    }
    // The SDK makes an output of each input; these are nobody's.
    for (const key of Object.keys(props)) if (key.startsWith("__")) delete (this as Record<string, unknown>)[key];
  }

  /**
   * Reads a gateway that this stack does not manage. It waits in `pulumi up` and sends one request in a preview. It fails
   * if the gateway failed (unless `failOnError` is false) or does not exist.
   *
   * @param name - Name of the resource in the stack.
   * @param id - `{projectId}/{instanceId}`, or the instance id alone.
   * @param args - Where the gateway is. Default: the configuration.
   * @param opts - Pulumi's own options; `customTimeouts.read` is how long to wait, default 60m.
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    args?: GatewayReadinessGetArgs,
    opts?: GatewayReadinessOptions,
  ): GatewayReadiness {
    return new GatewayReadiness(name, (args ?? {}) as GatewayReadinessArgs, { ...opts, id });
  }

  /** Whether `value` is an instance of this class; also true for an instance of another installed copy of the package. */
  static override isInstance(value: unknown): value is GatewayReadiness {
    return (
      pulumi.CustomResource.isInstance(value) &&
      (value as { __pulumiType?: string }).__pulumiType === GatewayReadiness.__pulumiType
    );
  }
}

/**
 * The resource's urn, shortened. A promise, because an output of the parent's urn would make the resource depend on all of the
 * parent's children: it would wait for its siblings, and two of them for each other, for ever.
 */
function rowOf(name: string, parent: pulumi.Resource | undefined): pulumi.Input<string> | undefined {
  if (parent === undefined)
    return shortUrn(`urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${resourceType}::${name}`);
  // The SDK refuses such a parent itself.
  if (!pulumi.Resource.isInstance(parent)) return undefined;
  return new Promise((resolve) => {
    pulumi.createUrn(name, resourceType, parent).apply((urn) => resolve(shortUrn(urn)));
  });
}

/**
 * Refuses at once what the engine refuses only after a while (a timeout that is no length of time), or shows to everybody
 * (an address with a password). All else is checked once it is known.
 */
function assertReadable(name: string, args: GatewayReadinessArgs, timeouts?: pulumi.CustomTimeouts): void {
  const endpoint =
    typeof args?.endpoint === "string" && args.endpoint.includes("@") ? { endpoint: args.endpoint } : null;
  if (endpoint === null && timeouts === undefined) return;
  const { create, update, read } = (timeouts ?? {}) as NonNullable<GatewayReadinessOptions["customTimeouts"]>;
  // Loaded only where there is something to validate: yup is half of what the package would load.
  const { assertGiven } = require("./core/arguments") as typeof import("./core/arguments");
  assertGiven({ ...endpoint, timeouts: { create, update, read } }, `GatewayReadiness ${name}: `);
}

/** Declares the outputs: the SDK resolves only properties that the constructor gives it. */
const unknownOutputs: Readonly<Record<keyof Target | keyof Observed, undefined>> = {
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
