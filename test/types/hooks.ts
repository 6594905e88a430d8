// As publicTypes.ts: the hooks are what the SDK's dynamic provider process calls.
import type * as pulumi from "@pulumi/pulumi";
import type { dynamicHooks } from "../../provider/dynamicHooks";

const hold = <_Claim extends pulumi.dynamic.ResourceProvider>() => {};
hold<ReturnType<typeof dynamicHooks>>();

type WithoutId = Omit<ReturnType<typeof dynamicHooks>, "create"> & { create(): Promise<{ outs: object }> };
// @ts-expect-error a create that gives no id is none
hold<WithoutId>();
