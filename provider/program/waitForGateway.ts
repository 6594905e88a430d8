import type { GetGatewayProgressArgs } from "./getGatewayProgress";
import { calls } from "./lazily";

/** Which gateway to wait for, where it is, and how long to wait. */
export interface WaitForGatewayArgs extends GetGatewayProgressArgs {
  /** How long to wait at most, such as `20m`. Default `60m`. */
  readonly timeout?: string | undefined;
  /** The `urn` that a resource hook receives: the row of that resource then shows the progress. Default: no row. */
  readonly urn?: string | undefined;
  /** Ends the wait when it aborts; the error's code is then `APIG_INTERRUPTED`. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Waits until a gateway is ready, inside the program: for a resource hook, where a `GatewayReadiness` cannot be added or
 * is not wanted. Throws ApigError if the gateway failed, cannot be found, or is not ready in time; a `beforeCreate` hook
 * then fails its resource.
 *
 * ```ts
 * const ready = new pulumi.ResourceHook("ready", ({ urn }) => apig.waitForGateway({ instanceId: "f5bd...", urn }));
 * new OrdersApi("orders", { gateway: "f5bd..." }, { hooks: { beforeCreate: [ready] } });
 * ```
 *
 * In an `onError` hook (from SDK 3.218; engines before 3.244 call it after init failures only), return true to retry the
 * failed operation. Check `errors` first: otherwise an error that is not about the gateway is retried up to 100 times:
 *
 * ```ts
 * new pulumi.ErrorHook("ready", async ({ errors, urn }) => {
 *   if (!errors.some((error) => error.includes("APIC.7701"))) return false;
 *   await apig.waitForGateway({ instanceId: "f5bd...", urn });
 *   return true;
 * });
 * ```
 *
 * Limits that `GatewayReadiness` does not have: arguments are plain values, so an id that is an Output must be read from
 * the hook's `args.newInputs`. Nothing is stored in the state, so there are no outputs, and each run sends new requests. Hooks do
 * not run in a preview, nor in plain `pulumi refresh` and `pulumi destroy`. Each resource that needs the gateway needs the
 * hook. On Ctrl-C the wait ends with the program; if programs share a process (Automation API), set `signal`. Resource hooks
 * need a CLI from 3.182 on.
 */
export async function waitForGateway(args: WaitForGatewayArgs): Promise<void> {
  return calls().waitForGateway(args);
}
