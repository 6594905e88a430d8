// What the functions do that a program calls; loaded by the first call (lazily.ts).
import { withSignal } from "../clock";
import { outcomeError, telling, told } from "../core/message";
import type { Wanted } from "../credentials/connections";
import { programEngine, watchEngine } from "../engine/lifeline";
import { programReporter } from "../engine/rowReporter";
import { engineRows } from "../engine/statusRow";
import { type GatewayProgress, gatewayProgress } from "../wait/gatewayProgress";
import { defaultGraceMs, defaultTimeout, runGatewayWait } from "../wait/gatewayWait";
import { assertCall, programContext } from "./context";

type Asked = Wanted & { readonly instanceId: string };

interface Limits {
  readonly timeout?: string | undefined;
  readonly urn?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export const { getGatewayProgress, waitForGateway } = telling(
  {
    async getGatewayProgress(args: Asked): Promise<GatewayProgress> {
      assertCall("getGatewayProgress", { ...args });
      return gatewayProgress(args, programContext);
    },
    async waitForGateway({ timeout, urn, signal, ...args }: Asked & Limits): Promise<void> {
      assertCall("waitForGateway", { ...args, timeout });
      const engine = programEngine(process.env);
      await withSignal(signal, async (own) => {
        const unwatch = engine && watchEngine(engine, () => own.abort());
        try {
          await waitUntilReady(args, { timeout, urn, signal: own.signal });
        } finally {
          unwatch?.();
        }
      });
    },
  },
  (error) => told(error, programContext.shared.connections.redactor.redact),
);

async function waitUntilReady(args: Asked, { timeout = defaultTimeout, urn, signal }: Limits): Promise<void> {
  const tell = programReporter();
  const { target, outcome } = await runGatewayWait(
    args.instanceId,
    { ...args, urn },
    { timeout, graceMs: defaultGraceMs },
    {
      ...programContext,
      ...(signal && { signal }),
      ...(tell && { row: engineRows(tell) }),
    },
  );
  if (outcome.kind === "succeeded") return;
  throw outcomeError(outcome, target);
}
