/** One thing that the doctor checked. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** What was found. Never a secret. */
  readonly text: string;
  /** What to do about it; null where nothing is wrong. */
  readonly advice: string | null;
  /** What the advice lets one choose from: each is a line. */
  readonly choices?: readonly string[];
}

export const well = (name: string, text: string): Check => ({ name, ok: true, text, advice: null });
export const wrong = (name: string, text: string, advice: string | null = null): Check => {
  return { name, ok: false, text, advice };
};

/** `ok` is true if every check passed. */
export const reportOf = (checks: readonly Check[]) => ({ ok: checks.every(({ ok }) => ok), checks });

/** A report for people. */
export function asText({ ok, checks }: ReturnType<typeof reportOf>): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.flatMap((check) => [
    `${check.ok ? "ok   " : "WRONG"}  ${check.name.padEnd(width)}  ${check.text}`,
    ...(check.advice === null ? [] : [`${" ".repeat(width + 9)}-> ${check.advice}`]),
    ...(check.choices ?? []).map((choice) => `${" ".repeat(width + 12)}${choice}`),
  ]);
  const end = ok ? "All is well." : "Something is wrong: see the lines with WRONG.";
  return [...lines, "", end].join("\n");
}
