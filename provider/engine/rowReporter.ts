import { createRequire } from "node:module";
import type { EngineAddress } from "./lifeline";

/** Shows a message on a resource's row, until the next one; resolves to false if the message was lost. Never rejects. */
export type RowReporter = (urn: string, message: string) => Promise<boolean>;

const patienceMs = 500;
const severityInfo = 1;

/** Speaks to the engine at this address. */
export function engineReporter({ host, port }: EngineAddress): RowReporter | undefined {
  return reporter((fromSdk) => {
    const { credentials } = fromSdk("@grpc/grpc-js");
    const { EngineClient } = fromSdk("./proto/engine_grpc_pb");
    return new EngineClient(host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`, credentials.createInsecure());
  });
}

/** Speaks to the engine that runs this program, over the SDK's own connection. */
export function programReporter(): RowReporter | undefined {
  return reporter((fromSdk) => fromSdk("./runtime/settings").getEngine());
}

interface EngineClient {
  log(request: object, options: { readonly deadline: number }, done: (error: unknown) => void): void;
}

/**
 * The engine's own RPC, as the SDK's log functions use it, but with the row's urn, which the public ones cannot take here.
 * Undefined where the SDK's parts cannot be found.
 */
function reporter(connect: (fromSdk: NodeJS.Require) => EngineClient | undefined): RowReporter | undefined {
  try {
    const fromSdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
    const { LogRequest } = fromSdk("./proto/engine_pb");
    const client = connect(fromSdk);
    if (!client) return undefined;
    return async (urn, message) => {
      try {
        const request = new LogRequest();
        request.setSeverity(severityInfo);
        request.setMessage(message);
        request.setUrn(urn);
        request.setStreamid(0);
        request.setEphemeral(true);
        return await new Promise((done) =>
          client.log(request, { deadline: Date.now() + patienceMs }, (error) => done(!error)),
        );
      } catch {
        return false;
      }
    };
  } catch {
    return undefined;
  }
}
