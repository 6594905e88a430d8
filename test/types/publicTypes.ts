// Read by the compiler alone (`npm run types`), never run: each line under @ts-expect-error must be refused, each
// assertion must hold, else the compiler complains.
import type * as pulumi from "@pulumi/pulumi";
import * as apig from "pulumi-apig";

declare const text: pulumi.Output<string>;
declare const flag: pulumi.Output<boolean>;

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const hold = <_Claim extends true>() => {};

// Arguments: plain values, outputs, promises.
new apig.GatewayReadiness("plain", {
  instanceId: "gateway",
  projectId: "project",
  region: "eu-de",
  endpoint: "https://example.com",
  cloud: "otc",
  failOnError: false,
  triggers: [1, "two", { three: text }],
});
const ready = new apig.GatewayReadiness("inputs", {
  instanceId: text,
  projectId: Promise.resolve("p"),
  failOnError: flag,
});

// @ts-expect-error a misspelt argument
new apig.GatewayReadiness("unknown", { instanceId: "gateway", projektId: "project" });
// @ts-expect-error a number is no id
new apig.GatewayReadiness("type", { instanceId: 7 });
// @ts-expect-error "no" is no boolean
new apig.GatewayReadiness("type", { instanceId: "gateway", failOnError: "no" });
// @ts-expect-error one trigger is no list
new apig.GatewayReadiness("type", { instanceId: "gateway", triggers: "2026" });
// @ts-expect-error without an instance id
new apig.GatewayReadiness("missing", { projectId: "project" });
// @ts-expect-error without arguments
new apig.GatewayReadiness("missing");
// @ts-expect-error no argument holds a credential
new apig.GatewayReadiness("credential", { instanceId: "gateway", authToken: "token" });

// Options: Pulumi's own, with the timeout of a read in every version of the SDK.
const options: apig.GatewayReadinessOptions = {
  dependsOn: ready,
  protect: true,
  customTimeouts: { create: "30m", update: "30m", read: "0s" },
};
new apig.GatewayReadiness("options", { instanceId: "gateway" }, options);
// @ts-expect-error a misspelt option
new apig.GatewayReadiness("options", { instanceId: "gateway" }, { dependOn: ready });
// @ts-expect-error durations are text with a unit
new apig.GatewayReadiness("options", { instanceId: "gateway" }, { customTimeouts: { create: 30 } });

// Outputs. An editor completes the documented words.
type Status = "creating" | "success" | "failed" | (string & {});
hold<Same<typeof ready.id, pulumi.Output<pulumi.ID>>>();
hold<Same<typeof ready.instanceId, pulumi.Output<string>>>();
hold<Same<typeof ready.projectId, pulumi.Output<string>>>();
hold<Same<typeof ready.endpoint, pulumi.Output<string>>>();
hold<Same<typeof ready.status, pulumi.Output<Status | null>>>();
hold<Same<"verifying" extends Status ? true : false, true>>();
hold<Same<typeof ready.progress, pulumi.Output<number | null>>>();
hold<Same<typeof ready.errorCode, pulumi.Output<string | null>>>();
hold<Same<typeof ready.errorMessage, pulumi.Output<string | null>>>();
hold<Same<typeof ready.startTime, pulumi.Output<number | null>>>();
hold<Same<typeof ready.endTime, pulumi.Output<number | null>>>();
hold<Same<typeof ready.startedAt, pulumi.Output<string | null>>>();
hold<Same<typeof ready.endedAt, pulumi.Output<string | null>>>();
hold<Same<typeof ready.creationSeconds, pulumi.Output<number | null>>>();
// @ts-expect-error no such output
ready.state;
// @ts-expect-error outputs are not assigned
ready.status = text;

// A gateway that this stack does not manage.
const getArgs: apig.GatewayReadinessGetArgs = { failOnError: false, region: text };
hold<Same<ReturnType<typeof apig.GatewayReadiness.get>, apig.GatewayReadiness>>();
apig.GatewayReadiness.get("shared", text, getArgs, options);
// @ts-expect-error the id says which gateway
apig.GatewayReadiness.get("shared", "gateway", { instanceId: "gateway" });
// @ts-expect-error what is only read is not waited for anew
apig.GatewayReadiness.get("shared", "gateway", { triggers: [1] });

declare const anything: unknown;
if (apig.GatewayReadiness.isInstance(anything)) hold<Same<typeof anything, apig.GatewayReadiness>>();
