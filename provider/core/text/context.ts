import type { ConfigOrigin } from "../configOrigin";
import type { KnownTarget } from "../outputs";
import type { Snapshot } from "../snapshot";

/**
 * What asked for a gateway, by which a message says what to do next; `request`: one request alone, by a program or in a preview;
 * `command`: `npx pulumi-apig`.
 */
export type Operation = "create" | "update" | "refresh" | "get" | "import" | "request" | "command";

/** What the people who read a message need to know besides the outcome. */
export interface Context extends KnownTarget {
  /** Default: a wait that a program began by itself. */
  readonly operation?: Operation;
  /** What the state holds of the gateway, where it stays there if nothing is seen; null: nothing. */
  readonly kept?: Snapshot | null;
  /** Where config stands. Default: in the stack config. */
  readonly origin?: ConfigOrigin;
}
