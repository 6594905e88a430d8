import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Where and under which names a release is published: release.json. Until its owner has filled it in, addresses are under `.example`
 * and are left out of all that is made, and names, without which nothing can be made, are under `.internal`, the domain for private
 * use. Either is a placeholder, which `npm run release` refuses.
 */
export interface Coordinates {
  /** Where the sources are: https, without a slash at the end. */
  readonly repository: string;
  /** Where the engine downloads the plugin's archives: the folder of a web server, with https. */
  readonly downloadUrl: string;
  /** A mail address, for reports of vulnerabilities. */
  readonly contact: string;
  /** Who publishes it: the name of a person or a company. */
  readonly publisher: string;
  readonly npm: string;
  readonly pypi: string;
  /** The Go module's path. */
  readonly go: string;
  /** The Maven group. */
  readonly maven: string;
  /** The NuGet package's id, which is also its namespace. */
  readonly nuget: string;
}

export type Field = keyof Coordinates;

interface Rule {
  /** What is said to a person of a value that is not right; it follows "must". */
  readonly must: string;
  readonly isRight: (value: string) => boolean;
  /** The domain in a value that is right. */
  readonly domainOf: (value: string) => string;
}

const hostOf = (value: string): string => new URL(value).hostname;
const reversed = (value: string): string => value.toLowerCase().split(".").reverse().join(".");
const itself = (value: string): string => value;

const rules: Readonly<Record<Field, Rule>> = {
  repository: {
    must: "be an address with https, without a login, a query, .git or a slash at its end",
    isRight: (value) =>
      URL.canParse(value) && /^https:\/\/[\w.-]+(:\d+)?(\/[\w.~-]+)+$/.test(value) && !value.endsWith(".git"),
    domainOf: hostOf,
  },
  downloadUrl: {
    // The engine takes others, too: github://, and ${VERSION} in it. The workflow looks at each archive before it publishes, by curl.
    must: "be an address with https, without a login, a query or a slash at its end",
    isRight: (value) => URL.canParse(value) && /^https:\/\/[\w.-]+(:\d+)?(\/[\w.~-]+)*$/.test(value),
    domainOf: hostOf,
  },
  contact: {
    must: "be a mail address",
    isRight: (value) => /^[^\s@]+@[\w-]+(\.[\w-]+)+$/.test(value),
    domainOf: (value) => value.slice(value.indexOf("@") + 1),
  },
  publisher: {
    must: "be a name on one line, without any of < > & \" ' \\",
    isRight: (value) => /^(?!\s)[^\p{Control}\p{Zl}\p{Zp}<>&"'\\]+(?<!\s)$/u.test(value),
    domainOf: itself,
  },
  npm: {
    must: "be pulumi-apig: the states of all programs name it",
    isRight: (value) => value === "pulumi-apig",
    domainOf: itself,
  },
  pypi: {
    must: "be pulumi-apig: as that the module pulumi_apig asks for its own version",
    isRight: (value) => value.toLowerCase().replace(/[-_.]+/g, "-") === "pulumi-apig",
    domainOf: itself,
  },
  go: {
    must: "begin with a domain, in small letters, and end with /sdk/go, where the module is in the repository",
    isRight: (value) => /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/[a-z0-9]([a-z0-9._-]*[a-z0-9_-])?)*\/sdk\/go$/.test(value),
    domainOf: (value) => value.slice(0, value.indexOf("/")),
  },
  maven: {
    must: "be a domain of yours from its end, such as io.github.NAME, and not be com.pulumi",
    isRight: (value) => /^[a-z][a-z0-9_]*(\.[a-z_][a-z0-9_-]*)+$/.test(value) && !/^com\.pulumi(\.|$)/.test(value),
    domainOf: reversed,
  },
  nuget: {
    must: "be some words with dots between them, the last of which is Apig, and not begin with Pulumi",
    isRight: (value) => /^([A-Z]\w*\.)+Apig$/.test(value) && !/^Pulumi\./i.test(value),
    domainOf: reversed,
  },
};
const fields = Object.keys(rules) as Field[];

/** What the text of release.json says. Throws an error with a line for each thing that is not right. */
export function coordinatesOf(text: string): Coordinates {
  const given = parsed(text);
  const wrong = fields.flatMap((field) => {
    const value = given[field];
    const shown = value === undefined ? "is missing" : `is ${JSON.stringify(value)}`;
    const isRight = typeof value === "string" && rules[field].isRight(value);
    return isRight ? [] : [`release.json: ${field} ${shown}; it must ${rules[field].must}`];
  });
  const unknown = Object.keys(given).filter((key) => !(key in rules));
  const all = [...wrong, ...unknown.map((key) => `release.json: nobody reads ${key}; there are ${fields.join(", ")}`)];
  if (all.length > 0) throw new Error(all.join("\n"));
  return given as unknown as Coordinates;
}

function parsed(text: string): Record<string, unknown> {
  try {
    const given: unknown = JSON.parse(text);
    if (typeof given === "object" && given !== null) return given as Record<string, unknown>;
  } catch (error) {
    throw new Error(`release.json is no JSON: ${(error as Error).message}`);
  }
  throw new Error("release.json is no object");
}

/** What release.json says today. */
export const readCoordinates = (file = join(__dirname, "../../release.json")): Coordinates =>
  coordinatesOf(readFileSync(file, "utf8"));

const reserved = /(^|\.)(example|internal|invalid|test)(\.(com|net|org))?$/;

export const isPlaceholder = (field: Field, coordinates: Coordinates): boolean =>
  reserved.test(rules[field].domainOf(coordinates[field]).toLowerCase());

/** The fields that their owner has not filled in. */
export const placeholders = (coordinates: Coordinates): Field[] =>
  fields.filter((field) => isPlaceholder(field, coordinates));

/** A field's value; undefined while it is a placeholder. */
export const known = (field: Field, coordinates: Coordinates): string | undefined =>
  isPlaceholder(field, coordinates) ? undefined : coordinates[field];

/** The Java package that has the SDK's classes. A group may have hyphens, a package may not. */
export const javaPackage = ({ maven }: Coordinates): string => `${maven.replaceAll("-", "_")}.apig`;

/** All but the last word of the C# namespace. */
export const csharpRoot = ({ nuget }: Coordinates): string => nuget.replace(/\.Apig$/, "");
