// Values and errors of the engine's wire format.
import * as grpc from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { initFailureError } from "../engine/readFailure";
import { ApigError, Bug, InitFailure } from "../errors";
import type { Values } from "./plugin";

/** The keys by which the engine knows a secret. Source: `sdk/nodejs/runtime/rpc.ts`. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

export function valuesOf(struct: Struct | undefined): Values {
  return (struct?.toJavaScript() ?? {}) as Values;
}

export function structOf(values: object): Struct {
  return Struct.fromJavaScript(values as never);
}

/** Values of which some are secrets. */
export function withSecrets(values: Values, secrets: readonly string[]): Values {
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    secrets.includes(name) ? { [signatureKey]: secretSignature, value } : value,
  ]);
  return Object.fromEntries(entries);
}

/** The keys whose values are marked as secrets. */
export function secretsIn(values: Values): string[] {
  return Object.keys(values).filter((key) => signatureKey in Object(values[key]));
}

/** The values without the marks of secrets. */
export function revealed(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(revealed);
  if (signatureKey in value && "value" in value) return revealed(value.value);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, revealed(inner)]));
}

/** An error as the engine takes it: its message, and for an init failure all that the engine keeps. What a plugin throws is complete. */
export function wireError(error: unknown): Partial<grpc.StatusObject> {
  if (error instanceof InitFailure) {
    return initFailureError(error, { grpc, Any, Struct, ErrorResourceInitFailed, Status });
  }
  const { message } = error instanceof ApigError || error instanceof Bug ? error : new Bug(error);
  return { code: grpc.status.UNKNOWN, details: message };
}
