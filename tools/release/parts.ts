export const parts = ["npm", "plugin", "python", "go", "maven", "csharp", "sbom"] as const;
export type Part = (typeof parts)[number];

/** The SDK that a part is made of; npm's package holds three. */
export const sdksOf: Readonly<Record<Part, readonly string[]>> = {
  npm: ["go", "nodejs", "python"],
  plugin: [],
  python: ["python"],
  go: ["go"],
  maven: ["java"],
  csharp: ["dotnet"],
  sbom: [],
};

/** Those that are named, with commas between them; all, where none is. Throws for a name that there is not. */
export function partsOf(names: string | undefined): readonly Part[] {
  if (names === undefined) return parts;
  return [...new Set(names.split(","))].map((name) => {
    const found = parts.find((part) => part === name.trim());
    if (found) return found;
    throw new Error(`--only: ${name} is none of ${parts.join(", ")}`);
  });
}
