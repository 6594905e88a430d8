import { InitFailure, type InitFailureFacts } from "../errors";
import { withSdk } from "./sdk";

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
  return withSdk((fromSdk) => {
    const parts: WireParts = {
      grpc: fromSdk("@grpc/grpc-js"),
      Any: fromSdk("google-protobuf/google/protobuf/any_pb").Any,
      Struct: fromSdk("google-protobuf/google/protobuf/struct_pb").Struct,
      ErrorResourceInitFailed: fromSdk("./proto/provider_pb").ErrorResourceInitFailed,
      Status: fromSdk("./proto/status_pb").Status,
    };
    return Object.assign(initFailureError(facts, parts), printed);
  });
}

/** The SDK prints `${error}: ${error.stack}` under the stack's name, which nothing prevents: the reason should not stand twice. */
const printed = { stack: "", toString: () => "a gateway is not ready; see the reason under the resource" };

/** The error by which a provider tells of a resource that is there but not ready: a gRPC status with details. */
export function initFailureError(
  facts: InitFailureFacts,
  { grpc, Any, Struct, ErrorResourceInitFailed, Status }: WireParts,
) {
  const { id, properties, reasons } = facts;
  const detail = new ErrorResourceInitFailed().setId(id).setReasonsList([...reasons]);
  detail.setProperties(Struct.fromJavaScript(properties as never));
  const packed = new Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new Status().setCode(grpc.status.UNKNOWN).setMessage(reasons.join("; "));
  status.addDetails(packed);
  const metadata = new grpc.Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return Object.assign(new InitFailure(facts), { code: grpc.status.UNKNOWN, metadata });
}
