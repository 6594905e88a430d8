/** What the API shows of a gateway from one moment on. */
export type Step = readonly [seconds: number, progress: number];

/** One creation; seconds count from the moment when waiting for it begins. */
export interface Timeline {
  /** In ascending order of seconds. */
  readonly steps: readonly Step[];
  readonly end: number;
  readonly status: "success" | "failed";
}

/** What a poll at that second finds while the gateway is still being created. */
export function progressAt({ steps }: Timeline, seconds: number): number | null {
  return steps.findLast(([from]) => from <= seconds)?.[1] ?? null;
}
