/** Reports what is running, again every half minute, and at the end how long it took. */
export async function reporting<T>(what: string, log: (line: string) => void, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const elapsed = () => duration(performance.now() - startedAt);
  log(what);
  const timer = setInterval(() => log(`still at it (${elapsed()})`), 30_000);
  try {
    const result = await work();
    log(`done after ${elapsed()}`);
    return result;
  } finally {
    clearInterval(timer);
  }
}

export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${String(seconds % 60).padStart(2, "0")}s`;
}
