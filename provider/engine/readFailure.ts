import { createRequire } from "node:module";
import type { InitFailureFacts } from "../errors";

/**
 * Makes an error that `read` can throw: the refresh then keeps the resource with these outputs and reasons and continues.
 * The SDK makes such an error for create and update but not for read, so this uses the engine's wire format: a gRPC status
 * with an `ErrorResourceInitFailed` in its details. Undefined if the SDK's parts cannot be found.
 */
export function readFailure({ id, properties, reasons }: InitFailureFacts): Error | undefined {
  try {
    const fromSdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
    const { Metadata, status: codes } = fromSdk("@grpc/grpc-js");
    const { Any } = fromSdk("google-protobuf/google/protobuf/any_pb");
    const { Struct } = fromSdk("google-protobuf/google/protobuf/struct_pb");
    const { ErrorResourceInitFailed } = fromSdk("./proto/provider_pb");
    const { Status } = fromSdk("./proto/status_pb");

    const detail = new ErrorResourceInitFailed();
    detail.setId(id);
    detail.setProperties(Struct.fromJavaScript(properties));
    detail.setReasonsList([...reasons]);
    const packed = new Any();
    packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const status = new Status();
    status.setCode(codes.UNKNOWN);
    status.setMessage(reasons.join("; "));
    status.addDetails(packed);
    const metadata = new Metadata();
    metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
    return Object.assign(new Error(reasons.join("; ")), { code: codes.UNKNOWN, metadata, ...printed });
  } catch {
    return undefined;
  }
}

/** The SDK prints `${error}: ${error.stack}` under the stack's name, which nothing prevents: the reason should not stand twice. */
const printed = { stack: "", toString: () => "a gateway is not ready; the reason stands at its resource" };
