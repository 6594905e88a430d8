/** Doubtful answers since the last of another kind, and when the first of them came. */
export interface Doubts {
  readonly inARow: number;
  readonly sinceMs: number;
}

export const noDoubts: Doubts = { inARow: 0, sinceMs: 0 };

export function withDoubt({ inARow, sinceMs }: Doubts, nowMs: number): Doubts {
  return { inARow: inARow + 1, sinceMs: inARow === 0 ? nowMs : sinceMs };
}

const provenByCount = 3;
const provenByMs = 30_000;

/** Whether the doubtful answers are the server's own: so many in a row, over so long a time. */
export function areProven({ inARow, sinceMs }: Doubts, nowMs: number): boolean {
  return inARow >= provenByCount && nowMs - sinceMs >= provenByMs;
}
