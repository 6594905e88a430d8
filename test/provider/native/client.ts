import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Plugin } from "../../../provider/native/plugin";
import { Runs } from "../../../provider/native/runs";
import { serve } from "../../../provider/native/wire";

type Answer<T> = (error: grpc.ServiceError | null, response: T) => void;

/** A plugin that is served, and asked as the engine asks it. */
export async function askable(plugin: Plugin) {
  const { port, close } = await serve(new Runs({ create: () => plugin, watch: () => () => {} }));
  const { ask, hangUp } = connectionTo(port);
  return {
    ask,
    close() {
      hangUp();
      close();
    },
  };
}

/** A connection of its own, as the engine opens one for each provider that it loads. */
export function connectionTo(port: number) {
  const own = { "grpc.use_local_subchannel_pool": 1 };
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), own);
  return {
    /** One call of the engine; fails with its gRPC error. */
    ask: <T>(call: (client: ResourceProviderClient, done: Answer<T>) => void): Promise<T> =>
      new Promise((done, fail) => call(client, (error, response) => (error ? fail(error) : done(response)))),
    hangUp: () => client.close(),
  };
}

export const struct = (values: object): Struct => Struct.fromJavaScript(values as never);

/** What the engine reads from the error of a resource that is there but not ready. */
export function initFailureOf({ metadata }: grpc.ServiceError) {
  const status = Status.deserializeBinary(metadata.get("grpc-status-details-bin")[0] as Buffer);
  const failed = status
    .getDetailsList()[0]
    ?.unpack(messages.ErrorResourceInitFailed.deserializeBinary, "pulumirpc.ErrorResourceInitFailed");
  return {
    id: failed?.getId(),
    properties: failed?.getProperties()?.toJavaScript(),
    reasons: failed?.getReasonsList(),
  };
}
