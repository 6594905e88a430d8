import type { EngineAddress } from "./lifeline";
import { withSdk } from "./sdk";

/** Shows a message on a resource's row, until the next one. Resolves once it has arrived or is lost. Never rejects. */
export type RowReporter = (urn: string, message: string) => Promise<void>;

const patienceMs = 500;
const severityInfo = 1;
const severityWarning = 2;

type Client = Pick<import("@pulumi/pulumi/proto/engine_grpc_pb").EngineClient, "log">;
type Messages = Pick<typeof import("@pulumi/pulumi/proto/engine_pb"), "LogRequest">;

/** Speaks to the engine at this address. Undefined where the SDK's parts cannot be found. */
export function engineReporter(address: EngineAddress): RowReporter | undefined {
  return withSdk((fromSdk) => reporter(...engineAt(address, fromSdk)));
}

/** Gives the engine a warning of the stack, which stays; resolves to whether it has arrived. Undefined as above. */
export function engineWarner(address: EngineAddress): ((message: string) => Promise<boolean>) | undefined {
  return withSdk((fromSdk) => warner(...engineAt(address, fromSdk)));
}

function engineAt(address: EngineAddress, fromSdk: NodeJS.Require): [client: Client, messages: Messages] {
  const { credentials } = fromSdk("@grpc/grpc-js");
  const { EngineClient } = fromSdk("./proto/engine_grpc_pb");
  return [new EngineClient(address, credentials.createInsecure()), fromSdk("./proto/engine_pb")];
}

/** Speaks to the engine that runs this program, over the SDK's own connection. Undefined where there is none. */
export function programReporter(): RowReporter | undefined {
  return withSdk((fromSdk) => reporter(fromSdk("./runtime/settings").getEngine(), fromSdk("./proto/engine_pb")));
}

/**
 * The engine's own RPC, as the SDK's log functions use it, but with the row's urn, which the public ones cannot take here.
 * Undefined where there is no engine.
 */
export function reporter(client: Client | undefined, { LogRequest }: Messages): RowReporter | undefined {
  if (!client) return undefined;
  return async (urn, message) => {
    const request = () => new LogRequest().setSeverity(severityInfo).setMessage(message).setUrn(urn);
    await logged(client, () => request().setStreamid(0).setEphemeral(true));
  };
}

export function warner(client: Client, { LogRequest }: Messages): (message: string) => Promise<boolean> {
  return (message) => logged(client, () => new LogRequest().setSeverity(severityWarning).setMessage(message));
}

/** False where it did not arrive, whatever the SDK throws: a wait is the same without its row. */
async function logged(client: Client, requestOf: () => Parameters<Client["log"]>[0]): Promise<boolean> {
  try {
    const request = requestOf();
    // gRPC takes the options in place of the metadata as well, which its types do not say.
    const options = { deadline: Date.now() + patienceMs } as never;
    return await new Promise((done) => client.log(request, options, (error: unknown) => done(!error)));
  } catch {
    return false;
  }
}
