import type { EngineAddress } from "./lifeline";
import { withSdk } from "./sdk";

/** Shows a message on a resource's row, until the next one. Resolves once it has arrived or is lost. Never rejects. */
export type RowReporter = (urn: string, message: string) => Promise<void>;

const patienceMs = 500;
const severityInfo = 1;

/** Speaks to the engine at this address. Undefined where the SDK's parts cannot be found. */
export function engineReporter(address: EngineAddress): RowReporter | undefined {
  return withSdk((fromSdk) => {
    const { credentials } = fromSdk("@grpc/grpc-js");
    const { EngineClient } = fromSdk("./proto/engine_grpc_pb");
    return reporter(new EngineClient(address, credentials.createInsecure()), fromSdk("./proto/engine_pb"));
  });
}

/** Speaks to the engine that runs this program, over the SDK's own connection. Undefined where there is none. */
export function programReporter(): RowReporter | undefined {
  return withSdk((fromSdk) => reporter(fromSdk("./runtime/settings").getEngine(), fromSdk("./proto/engine_pb")));
}

/**
 * The engine's own RPC, as the SDK's log functions use it, but with the row's urn, which the public ones cannot take here.
 * Undefined where there is no engine.
 */
export function reporter(
  client: Pick<import("@pulumi/pulumi/proto/engine_grpc_pb").EngineClient, "log"> | undefined,
  { LogRequest }: Pick<typeof import("@pulumi/pulumi/proto/engine_pb"), "LogRequest">,
): RowReporter | undefined {
  if (!client) return undefined;
  return async (urn, message) => {
    try {
      const request = new LogRequest().setSeverity(severityInfo).setMessage(message).setUrn(urn);
      request.setStreamid(0).setEphemeral(true);
      // gRPC takes the options in place of the metadata as well, which its types do not say.
      await new Promise((done) => client.log(request, { deadline: Date.now() + patienceMs } as never, done));
    } catch {
      // Whatever the SDK throws: the wait is the same without its row.
    }
  };
}
