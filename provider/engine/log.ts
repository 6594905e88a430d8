// The engine's own RPC for what people are to see: messages on the row of a resource, and warnings.
import type { EngineAddress } from "./lifeline";
import { withSdk } from "./sdk";

/** Shows a message on a resource's row, until the next one. Resolves once it has arrived or is lost. Never rejects. */
export type RowReporter = (urn: string, message: string) => Promise<void>;

const patienceMs = 500;
const severityInfo = 1;
const severityWarning = 2;

type Client = Pick<import("@pulumi/pulumi/proto/engine_grpc_pb").EngineClient, "log">;
type Messages = Pick<typeof import("@pulumi/pulumi/proto/engine_pb"), "LogRequest">;

/** Gives the engine a warning of the stack, which stays. Resolves to whether it has arrived. Never rejects. */
export type Warner = (message: string) => Promise<boolean>;

/** What the engine shows to people. */
export interface EngineSpeaker {
  readonly tell: RowReporter;
  readonly warn: Warner;
}

/** Speaks to the engine at this address, over one connection. Undefined where the SDK's parts cannot be found. */
export function engineAt(address: EngineAddress): EngineSpeaker | undefined {
  return withSdk((fromSdk) => {
    const { credentials } = fromSdk("@grpc/grpc-js");
    const { EngineClient } = fromSdk("./proto/engine_grpc_pb");
    return speaker(new EngineClient(address, credentials.createInsecure()), fromSdk("./proto/engine_pb"));
  });
}

export function speaker(client: Client, messages: Messages): EngineSpeaker {
  return { tell: reporter(client, messages), warn: warner(client, messages) };
}

/** Warnings by the engine, which has severities where a process has only its output; by `otherwise` where one does not arrive. */
export function warnings(engine: EngineSpeaker | undefined, otherwise: (text: string) => void) {
  return async (text: string): Promise<void> => {
    if (!(await engine?.warn(text))) otherwise(text);
  };
}

/** Speaks to the engine that runs this program, over the SDK's own connection. Undefined where there is none. */
export function programReporter(): RowReporter | undefined {
  return withSdk((fromSdk) => {
    const client: Client | undefined = fromSdk("./runtime/settings").getEngine();
    return client && reporter(client, fromSdk("./proto/engine_pb"));
  });
}

/** The engine's own RPC, as the SDK's log functions use it, but with the row's urn, which the public ones cannot take here. */
export function reporter(client: Client, { LogRequest }: Messages): RowReporter {
  return async (urn, message) => {
    const request = () => new LogRequest().setSeverity(severityInfo).setMessage(message).setUrn(urn);
    await logged(client, () => request().setStreamid(0).setEphemeral(true));
  };
}

export function warner(client: Client, { LogRequest }: Messages): Warner {
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
