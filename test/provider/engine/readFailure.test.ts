import { createRequire } from "node:module";
import { expect } from "chai";
import { readFailure } from "../../../provider/engine/readFailure";

const fromSdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));

describe(readFailure.name, () => {
  const properties = { status: "failed", progress: 0, endTime: null, triggers: [1, { a: "b" }], __provider: "text" };
  const reasons = ["gateway gw failed: APIC.9218", "a second reason"];
  const error = readFailure({ id: "project/gw", properties, reasons }) as unknown as Error & {
    code: number;
    metadata: { get(key: string): Buffer[] };
  };

  it("carries id, outputs and reasons as the engine reads them", () => {
    const { Status } = fromSdk("./proto/status_pb");
    const { ErrorResourceInitFailed } = fromSdk("./proto/provider_pb");
    const [bytes] = error.metadata.get("grpc-status-details-bin");
    const status = Status.deserializeBinary(bytes);
    expect([status.getCode(), status.getMessage()]).to.deep.equal([error.code, reasons.join("; ")]);
    const [detail] = status.getDetailsList();
    expect(detail.getTypeName()).to.equal("pulumirpc.ErrorResourceInitFailed");
    const failed = ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
    expect(failed.getId()).to.equal("project/gw");
    expect(failed.getReasonsList()).to.deep.equal(reasons);
    expect(failed.getProperties().toJavaScript()).to.deep.equal(properties);
  });

  it("is printed by the SDK in a few words, without a stack", () => {
    expect(`${error}: ${error.stack}`).to.equal("a gateway is not ready; see the reason under the resource: ");
    expect(error.message).to.equal(reasons.join("; "));
  });
});
