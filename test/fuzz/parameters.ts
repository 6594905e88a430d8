const { APIG_FUZZ_RUNS = "1000", APIG_FUZZ_SEED = "20260102" } = process.env;

/**
 * The same inputs each time, so that a run that fails can be had again. `APIG_FUZZ_RUNS=100000 npm run test:fuzz` takes
 * longer; `APIG_FUZZ_SEED=7` gives other inputs.
 */
export const parameters = { numRuns: Number(APIG_FUZZ_RUNS), seed: Number(APIG_FUZZ_SEED) };

const longestMs = 50;

/** Runs something twice if it was slow: the machine may have been busy. */
export async function inTime<T>(act: () => T | Promise<T>): Promise<T> {
  for (let turn = 0; ; turn++) {
    const began = performance.now();
    const result = await act();
    const ms = performance.now() - began;
    if (ms < longestMs) return result;
    if (turn === 2) throw new Error(`took ${Math.round(ms)} ms`);
  }
}
