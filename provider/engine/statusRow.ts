import { createRequire } from "node:module";
import { performance } from "node:perf_hooks";
import { news, type Step, statusLine } from "../core/statusLine";
import type { StatusRow } from "../wait/gatewayWait";
import type { EngineAddress } from "./lifeline";

/** Shows a message on a resource's row, until the next one; resolves once the engine has it, or cannot have it. */
export type RowReporter = (urn: string, message: string) => Promise<void>;

const calmMs = 5_000;
const patienceMs = 500;
const severityInfo = 1;

/**
 * Shows waits on their resources' rows. On a terminal a row is also brought up to date between polls; in a log, where
 * every message is a line that stays, only what is news is told.
 */
export function statusRows(tell: RowReporter, terminal: boolean, now = () => performance.now()) {
  return (urn: string): StatusRow => {
    let step: Step | undefined;
    let at = 0;
    let told = "";
    let arrived = Promise.resolve();
    const show = () => {
      if (!step) return;
      const line = statusLine(step, now() - at);
      const what = terminal ? line : news(step);
      if (what === null || what === told) return;
      told = what;
      arrived = tell(urn, line);
    };
    const timer = terminal ? setInterval(show, calmMs).unref() : undefined;
    return {
      onStep(seen, progress, decision) {
        step = { seen, progress, nextLookInMs: decision.kind === "poll-again" ? decision.afterMs : null };
        at = now();
        // After any other end the engine's own error is on the row.
        if (decision.kind === "poll-again" || decision.as === "succeeded" || decision.as === "failed") show();
      },
      end() {
        clearInterval(timer);
        return arrived;
      },
    };
  };
}

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
  log(request: object, options: { readonly deadline: number }, done: () => void): void;
}

/**
 * The engine's own RPC, as the SDK's log functions use it, but with the row's urn, which the public ones cannot take here.
 * Undefined where the SDK's parts cannot be found; a message that fails is lost.
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
        await new Promise<void>((done) => client.log(request, { deadline: Date.now() + patienceMs }, () => done()));
      } catch {
        // A row is a courtesy.
      }
    };
  } catch {
    return undefined;
  }
}
