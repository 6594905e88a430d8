import { type Kind, Team } from "./kinds";

/** `n` makes names that belong to one shape alone. */
export type Named = (name: string) => string;

/** A place in which real programs declare a wait, written once for every kind. All register with the same dependencies. */
export interface Shape {
  readonly name: string;
  readonly program: (kind: Kind, n: Named) => void | Promise<void>;
  /** Why the SDK's mocks cannot run it. */
  readonly onlyOnEngine?: string;
}

export const shape = (name: string, program: Shape["program"]): Shape => ({ name, program });

export const inTeam = (name: string, children: (kind: Kind, n: Named, parent: Team) => void): Shape =>
  shape(name, (kind, n) => void new Team(n("team"), (parent) => void children(kind, n, parent)));

export const onlyOnEngine = (why: string, given: readonly Shape[]): readonly Shape[] =>
  given.map((each) => ({ ...each, onlyOnEngine: why }));

/** The gateway of every shape: it is ready. */
export const gw = "gw-1";
