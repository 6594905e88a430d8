// As publicTypes.ts: the lifecycle are what the SDK's dynamic provider process calls.
import type * as pulumi from "@pulumi/pulumi";
import type { dynamicLifecycle } from "../../provider/dynamicLifecycle";

const hold = <_Claim extends pulumi.dynamic.ResourceProvider>() => {};
hold<ReturnType<typeof dynamicLifecycle>>();

type WithoutId = Omit<ReturnType<typeof dynamicLifecycle>, "create"> & { create(): Promise<{ outs: object }> };
// @ts-expect-error a create that gives no id is none
hold<WithoutId>();
