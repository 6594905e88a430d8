// native/ is the front for every language: a provider plugin, as the Pulumi engine starts it. This file is what the wire and
// the front agree on; wire.ts speaks gRPC and knows no gateway, front.ts is the reverse; runs.ts keeps runs apart.
import type { Failure } from "../core/arguments";
import type { Changes } from "../core/changes";
import type { Call } from "../lifecycle";

export type { Call, Failure };

/** Plain values, as JSON has them. One that a preview does not know yet is `unknownValue`. */
export type Values = Readonly<Record<string, unknown>>;

/** What a provider answers, for one connection of the engine. What it throws fails the operation with the error's message; `InitFailure` keeps the resource. */
export interface Plugin {
  readonly version: string;
  schema(): object;
  /** Names the settings that are secrets, however they were given. */
  secretSettings(): readonly string[];
  /**
   * What is wrong with the settings of the provider of this name, and which of them nothing reads and are to be dropped; `secrets` are
   * the keys whose values must not be shown. The engine shows no value where the property is empty.
   */
  checkSettings(
    settings: Values,
    provider: string,
    secrets: readonly string[],
  ): { readonly failures: readonly Failure[]; readonly dropped: readonly string[] };
  /** Begins anew: nothing of earlier settings stays, and a Cancel from before no longer counts. */
  configure(settings: Values, provider: string): void;
  check(news: Values): readonly Failure[];
  /** `olds` are outputs. */
  diff(id: string, olds: Values, news: Values, oldInputs: Values): Changes;
  create(news: Values, call: Call): Promise<{ readonly id: string; readonly outs: object }>;
  update(id: string, olds: Values, news: Values, call: Call): Promise<{ readonly outs: object }>;
  /** `inputs` is undefined in an import, whose answer has what the program must give; null is the answer for what is gone. */
  read(
    id: string,
    state: Values,
    inputs: Values | undefined,
    call: Call,
  ): Promise<{ readonly id: string; readonly outs: object; readonly inputs?: object | undefined } | null>;
  invoke(token: string, args: Values): Promise<{ readonly result?: object; readonly failures?: readonly Failure[] }>;
  /** Ends at once what is running, and what comes before the next `configure`. */
  cancel(): void;
}
