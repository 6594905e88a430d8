/** A version's part of CHANGELOG.md: `## 0.1.0 (2026-12-01)`, or `## 0.1.0 (unreleased)`. */
export interface Section {
  readonly version: string;
  /** Of its release, as YYYY-MM-DD; undefined where it has none yet. */
  readonly date: string | undefined;
}

/** The newest first, as it stands there. */
export const sectionsOf = (changelog: string): Section[] =>
  [...changelog.matchAll(/^## (\S+)(?: \((.*)\))?$/gm)].map(([, version = "", date = ""]) => ({
    version,
    date: isDate(date) ? date : undefined,
  }));

/** JavaScript takes 30 February for 2 March: only a day that there is comes back as it was written. */
const isDate = (text: string): boolean => {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(`${text}T`);
};

/** What a release of this version finds wrong in the changelog, in words for people. */
export function changelogProblems(changelog: string, version: string): string[] {
  const [newest, ...older] = sectionsOf(changelog);
  const before = older.find((section) => section.version === version);
  if (before) {
    return [
      `package.json says ${version}, which CHANGELOG.md has as released (${before.date ?? "without a date"}), before ` +
        `${newest?.version}: raise the version (docs/maintainers/releasing.md)`,
    ];
  }
  if (newest?.version !== version) {
    return [
      `package.json says ${version}, but CHANGELOG.md begins with ${newest?.version ?? "no version"}: let them agree`,
    ];
  }
  return newest.date === undefined
    ? [
        `CHANGELOG.md has no date for ${version}: write "## ${version} (YYYY-MM-DD)", the day of the release, and commit it`,
      ]
    : [];
}

/**
 * The time that everything in a release bears, in seconds since 1970: the start of the day of its release. Of what is not
 * released, one that anybody can tell from a real one, and that zip (1980) and Maven allow.
 */
export function timeOf(changelog: string, version: string): number {
  const { date } = sectionsOf(changelog).find((section) => section.version === version) ?? {};
  return Date.parse(`${date ?? "2000-01-01"}T00:00:00Z`) / 1000;
}
