// native/ is the front for every language: a provider plugin, as the Pulumi engine starts it. This file is what the wire and
// the front agree on; wire.ts speaks gRPC and knows no gateway, front.ts is the reverse; runs.ts keeps runs apart.

/** Plain values, as JSON has them. One that a preview does not know yet is `unknownValue`. */
export type Values = Readonly<Record<string, unknown>>;

/** An argument that breaks a rule. */
export interface CheckFailure {
  /** Empty: the engine then shows no value. */
  readonly property: string;
  readonly reason: string;
}

/** What the engine tells about one operation. */
export interface Operation {
  readonly urn: string;
  /** From `customTimeouts`; 0 if none is given. */
  readonly seconds: number;
}

export interface Difference {
  readonly changes: boolean;
  readonly replaces: readonly string[];
  /** Every argument that changed. */
  readonly diffs: readonly string[];
}

export interface ReadAnswer {
  readonly id: string;
  readonly outs: object;
  /** Only for an import: what the program has to give to get this resource. */
  readonly inputs?: object | undefined;
}

/** What a provider answers, for one connection of the engine. What it throws fails the operation with the error's message; `InitFailure` keeps the resource. */
export interface Plugin {
  readonly version: string;
  schema(): object;
  /** Names the settings that are secrets, however they were given. */
  secretSettings(): readonly string[];
  /** What is wrong with the settings of the provider of this name; `secrets` are the keys whose values must not be shown. */
  checkSettings(settings: Values, provider: string, secrets: readonly string[]): readonly CheckFailure[];
  /** Begins anew: nothing of earlier settings stays, and a Cancel from before no longer counts. */
  configure(settings: Values, provider: string): void;
  check(news: Values): readonly CheckFailure[];
  /** `olds` are outputs. */
  diff(id: string, olds: Values, news: Values, oldInputs: Values): Difference;
  create(news: Values, operation: Operation): Promise<{ readonly id: string; readonly outs: object }>;
  update(id: string, olds: Values, news: Values, operation: Operation): Promise<{ readonly outs: object }>;
  /** `inputs` is undefined in an import; null is the answer for what is gone. */
  read(id: string, state: Values, inputs: Values | undefined, operation: Operation): Promise<ReadAnswer | null>;
  invoke(
    token: string,
    args: Values,
  ): Promise<{ readonly result?: object; readonly failures?: readonly CheckFailure[] }>;
  /** Ends at once what is running, and what comes before the next `configure`. */
  cancel(): void;
}
