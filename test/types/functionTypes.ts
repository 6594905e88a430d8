// As publicTypes.ts, for the functions and the errors.
import type * as pulumi from "@pulumi/pulumi";
import * as apig from "pulumi-apig";

declare const text: pulumi.Output<string>;

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const hold = <_Claim extends true>() => {};

const args: apig.GetGatewayProgressArgs = {
  instanceId: "gateway",
  projectId: "project",
  region: undefined,
  endpoint: "https://example.com",
  cloud: "otc",
};
const poll = apig.getGatewayProgress(args);
hold<Same<typeof poll, Promise<apig.GetGatewayProgressResult>>>();
// @ts-expect-error a misspelt argument
apig.getGatewayProgress({ instanceId: "gateway", instance: "gateway" });
// @ts-expect-error without an instance id
apig.getGatewayProgress({ projectId: "project" });
// @ts-expect-error an output is for getGatewayProgressOutput
apig.getGatewayProgress({ instanceId: text });

const outputArgs: apig.GetGatewayProgressOutputArgs = { instanceId: text, projectId: Promise.resolve("project") };
const seen = apig.getGatewayProgressOutput(outputArgs);
hold<Same<typeof seen, pulumi.Output<apig.GetGatewayProgressResult>>>();
// @ts-expect-error without an instance id
apig.getGatewayProgressOutput({});
// @ts-expect-error a number is no id
apig.getGatewayProgressOutput({ instanceId: 7 });

type Result = { [Key in keyof apig.GetGatewayProgressResult]: apig.GetGatewayProgressResult[Key] };
hold<
  Same<
    Result,
    {
      readonly projectId: string;
      readonly instanceId: string;
      readonly endpoint: string;
      readonly status: "creating" | "success" | "failed" | (string & {});
      readonly progress: number | null;
      readonly errorCode: string | null;
      readonly errorMessage: string | null;
      readonly startTime: number | null;
      readonly endTime: number | null;
      readonly startedAt: string | null;
      readonly endedAt: string | null;
      readonly creationSeconds: number | null;
    }
  >
>();

// Each field of the result is an output of the resource, of the same name and type, so that one can stand for the other.
type Shared = Exclude<keyof Result, "status">;
hold<Same<{ [Key in Shared]: pulumi.Unwrap<apig.GatewayReadiness[Key]> }, { [Key in Shared]: Result[Key] }>>();

// Errors: a program compares the code.
declare const error: apig.ApigError;
hold<Same<typeof error.code, apig.ErrorCode>>();
hold<Same<Extract<apig.ErrorCode, "APIG_NOT_FOUND" | "APIG_UNAUTHORIZED">, "APIG_NOT_FOUND" | "APIG_UNAUTHORIZED">>();
// @ts-expect-error no such code
error.code === "APIG_TEAPOT";
