/** A call that a cloud saw. */
export interface Call {
  readonly atMs: number;
  readonly isThrottled: boolean;
}

/** The most calls in any `windowMs` that begins at `fromMs` or later, as calls a second. The calls are in their order. */
export function busiest(calls: readonly Call[], windowMs: number, fromMs = 0): number {
  const counted = calls.filter(({ atMs }) => atMs >= fromMs);
  let most = 0;
  let first = 0;
  for (const [index, { atMs }] of counted.entries()) {
    while (atMs - (counted[first]?.atMs ?? 0) >= windowMs) first++;
    most = Math.max(most, index - first + 1);
  }
  return (1000 * most) / windowMs;
}

export const throttledShare = (calls: readonly Call[]) =>
  calls.filter(({ isThrottled }) => isThrottled).length / Math.max(1, calls.length);

/** The calls after the first ten seconds, in which processes find out the limit, and their busiest ten seconds. */
export function settledLoad(calls: readonly Call[]) {
  const fromMs = (calls[0]?.atMs ?? 0) + 10_000;
  const settled = calls.filter(({ atMs }) => atMs >= fromMs);
  return { calls: settled.length, perSecond: busiest(settled, 10_000), throttled: throttledShare(settled) };
}
