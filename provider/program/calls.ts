// program/ is what a program calls and what runs in the user's own process: waitForGateway, getGatewayProgress. This file is what
// these do; the first call loads it (lazily.ts).
import * as pulumi from "@pulumi/pulumi";
import { withSignal } from "../clock";
import { assertArguments } from "../core/arguments";
import { invalidArgument } from "../core/foreignText";
import { outcomeError, telling, told } from "../core/message";
import { given } from "../core/outputs";
import type { Wanted } from "../credentials/connections";
import { processSource } from "../credentials/settings/processSource";
import { programEngine, watchEngine } from "../engine/lifeline";
import { programReporter } from "../engine/log";
import { statusRows } from "../engine/statusRow";
import { gatewayProgress, runGatewayWait, sharing } from "../wait/gatewayWait";
import { assertNoPlainSecrets } from "./plainSecrets";

type Asked = Wanted & { readonly instanceId: string };

interface Limits {
  readonly timeout?: string | undefined;
  readonly urn?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** One for the process, which shares requests and what it learns about credentials. */
const context = {
  source: processSource((key) => pulumi.runtime.getConfig(`apig:${key}`)),
  shared: sharing({ warn: (text) => void pulumi.log.warn(text) }),
};

export const { getGatewayProgress, waitForGateway } = telling(
  {
    async getGatewayProgress(args: Asked) {
      assertCall("getGatewayProgress", { ...args });
      return gatewayProgress(args, context);
    },
    async waitForGateway(all: Asked & Limits): Promise<void> {
      const { timeout, urn, signal: outer, ...args } = given({ ...all }) as Asked & Limits;
      assertCall("waitForGateway", { ...args, timeout });
      assertSignal(outer);
      const engine = programEngine(process.env);
      await withSignal(outer, async (own) => {
        const unwatch = engine ? watchEngine(engine, () => own.abort()) : undefined;
        try {
          const tell = programReporter();
          const around = { ...context, signal: own.signal, ...(tell && { row: statusRows(tell) }) };
          const { target, outcome } = await runGatewayWait(args.instanceId, { ...args, urn }, { timeout }, around);
          if (outcome.kind !== "succeeded") throw outcomeError(outcome, target);
        } finally {
          unwatch?.();
        }
      });
    },
  },
  (error) => told(error, context.shared.connections.redactor.redact),
);

/** By what it does: some test runners have a class of their own for it. */
function assertSignal(signal: unknown): void {
  const { aborted, addEventListener } = Object(signal) as Partial<AbortSignal>;
  if (signal === undefined || (typeof aborted === "boolean" && typeof addEventListener === "function")) return;
  const seen = Object(signal).signal === undefined ? typeof signal : "the controller itself";
  throw invalidArgument`waitForGateway: signal must be an AbortSignal, such as an AbortController's .signal, not ${seen}`;
}

/** What the constructor and `check` do for a resource. `timeout` is the argument of that name. */
function assertCall(name: string, { timeout, ...args }: Readonly<Record<string, unknown>>): void {
  assertNoPlainSecrets();
  const timeouts = timeout === undefined ? {} : { timeouts: { create: timeout } };
  assertArguments({ ...args, ...timeouts }, { whose: `${name}: `, names: { "timeouts.create": "timeout" } });
}
