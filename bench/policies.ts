import { ours } from "./ours";
import { peers } from "./peers";
import type { Policy } from "./policy";

export const eager = ours("pulumi-apig", "eager");
export const calm = ours("pulumi-apig calm", "calm");

/** Ours first, then the peers. */
export const policies: readonly Policy[] = [eager, calm, ...peers];
