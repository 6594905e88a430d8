import { createRequire } from "node:module";
import { InitFailure, type InitFailureFacts } from "../errors";

/** The engine's wire format, from the SDK. */
export interface WireParts {
  readonly grpc: Pick<typeof import("@grpc/grpc-js"), "Metadata" | "status">;
  readonly Any: typeof import("google-protobuf/google/protobuf/any_pb").Any;
  readonly Struct: typeof import("google-protobuf/google/protobuf/struct_pb").Struct;
  readonly ErrorResourceInitFailed: typeof import("@pulumi/pulumi/proto/provider_pb").ErrorResourceInitFailed;
  readonly Status: typeof import("@pulumi/pulumi/proto/status_pb").Status;
}

/**
 * Makes an error that `read` of a dynamic resource can throw: the refresh then keeps the resource with these outputs and
 * reasons and continues. The SDK makes such an error for create and update but not for read. Undefined if the SDK's parts
 * cannot be found.
 */
export function readFailure(facts: InitFailureFacts): InitFailure | undefined {
  try {
    const fromSdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
    const grpc = fromSdk("@grpc/grpc-js");
    const { Any } = fromSdk("google-protobuf/google/protobuf/any_pb");
    const { Struct } = fromSdk("google-protobuf/google/protobuf/struct_pb");
    const { ErrorResourceInitFailed } = fromSdk("./proto/provider_pb");
    const { Status } = fromSdk("./proto/status_pb");
    const parts: WireParts = { grpc, Any, Struct, ErrorResourceInitFailed, Status };
    return Object.assign(initFailureError(facts, parts), printed);
  } catch {
    // Whatever another SDK may have in their place.
    return undefined;
  }
}

/** The SDK prints `${error}: ${error.stack}` under the stack's name, which nothing prevents: the reason should not stand twice. */
const printed = { stack: "", toString: () => "a gateway is not ready; the reason stands at its resource" };

/** The error by which a provider tells of a resource that is there but not ready: a gRPC status with details. */
export function initFailureError(
  facts: InitFailureFacts,
  { grpc, Any, Struct, ErrorResourceInitFailed, Status }: WireParts,
) {
  const { id, properties, reasons } = facts;
  const detail = new ErrorResourceInitFailed();
  detail.setId(id);
  detail.setProperties(Struct.fromJavaScript(properties as never));
  detail.setReasonsList([...reasons]);
  const packed = new Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new Status();
  status.setCode(grpc.status.UNKNOWN);
  status.setMessage(reasons.join("; "));
  status.addDetails(packed);
  const metadata = new grpc.Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return Object.assign(new InitFailure(facts), { code: grpc.status.UNKNOWN, metadata });
}
