import { createRequire } from "node:module";
import type { EngineAddress } from "./lifeline";

/** Shows a message on a resource's row, until the next one. Resolves once it has arrived or is lost. Never rejects. */
export type RowReporter = (urn: string, message: string) => Promise<void>;

const patienceMs = 500;
const severityInfo = 1;

/** The parts of the SDK that speak to the engine. */
export interface EngineParts {
  readonly client: EngineClient | undefined;
  readonly LogRequest: new () => LogRequest;
}

interface EngineClient {
  log(request: never, options: { readonly deadline: number }, done: (error: unknown) => void): unknown;
}

interface LogRequest {
  setSeverity(value: number): unknown;
  setMessage(value: string): unknown;
  setUrn(value: string): unknown;
  setStreamid(value: number): unknown;
  setEphemeral(value: boolean): unknown;
}

/** Speaks to the engine at this address. */
export function engineReporter(address: EngineAddress): RowReporter | undefined {
  return sdkReporter((fromSdk) => {
    const { credentials } = fromSdk("@grpc/grpc-js");
    const { EngineClient } = fromSdk("./proto/engine_grpc_pb");
    return new EngineClient(hostPort(address), credentials.createInsecure());
  });
}

/** Speaks to the engine that runs this program, over the SDK's own connection. */
export function programReporter(): RowReporter | undefined {
  return sdkReporter((fromSdk) => fromSdk("./runtime/settings").getEngine());
}

export function hostPort({ host, port }: EngineAddress): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Undefined where the SDK's parts cannot be found. */
function sdkReporter(connect: (fromSdk: NodeJS.Require) => EngineClient | undefined): RowReporter | undefined {
  try {
    const fromSdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
    return reporter({ LogRequest: fromSdk("./proto/engine_pb").LogRequest, client: connect(fromSdk) });
  } catch {
    // Whatever another SDK may have in their place.
    return undefined;
  }
}

/**
 * The engine's own RPC, as the SDK's log functions use it, but with the row's urn, which the public ones cannot take here.
 * Undefined where there is no engine.
 */
export function reporter({ client, LogRequest }: EngineParts): RowReporter | undefined {
  if (!client) return undefined;
  return async (urn, message) => {
    try {
      const request = new LogRequest();
      request.setSeverity(severityInfo);
      request.setMessage(message);
      request.setUrn(urn);
      request.setStreamid(0);
      request.setEphemeral(true);
      await new Promise((done) => client.log(request as never, { deadline: Date.now() + patienceMs }, done));
    } catch {
      // Whatever the SDK throws: the wait is the same without its row.
    }
  };
}
