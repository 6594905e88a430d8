// What Pulumi's generators do not write beside the code of an SDK, or write for another purpose: what a package of its language is.
import { type Coordinates, known } from "./coordinates";
import { type Described, pomOf } from "./pom";

/** Files of an SDK's folder, by name. */
export function buildFiles(language: string, described: Described, coordinates: Coordinates): Record<string, string> {
  switch (language) {
    case "go":
      return { "go.mod": goMod(described, coordinates) };
    case "java":
      return { "pom.xml": pomOf(described, coordinates) };
    case "python":
      return { "pyproject.toml": pyproject(described, coordinates) };
    default:
      return {};
  }
}

const goMod = ({ lowest }: Described, { go }: Coordinates): string => `module ${go}

go 1.25

require github.com/pulumi/pulumi/sdk/v3 v${lowest}
`;

/** The licence as PEP 639 has it. flit writes the same bytes each time, and nothing into the folder that it reads. */
function pyproject({ version, description, license, keywords, lowest }: Described, coordinates: Coordinates): string {
  const [publisher, repository] = [known("publisher", coordinates), known("repository", coordinates)];
  const text = (value: string) => JSON.stringify(value);
  const list = (values: readonly string[]) => `[${values.map(text).join(", ")}]`;
  const lines = [
    "[build-system]",
    `requires = ${list([flit])}`,
    'build-backend = "flit_core.buildapi"',
    "",
    "[project]",
    `name = ${text(coordinates.pypi)}`,
    `version = ${text(version)}`,
    `description = ${text(description)}`,
    'readme = "pulumi_apig/README.md"',
    'requires-python = ">=3.10"',
    `license = ${text(license)}`,
    'license-files = ["LICENSE"]',
    ...(publisher ? [`authors = [{ name = ${text(publisher)} }]`] : []),
    `keywords = ${list(keywords)}`,
    `dependencies = ${list(["parver>=0.2.1", `pulumi>=${lowest},<4.0.0`, "semver>=2.8.1"])}`,
    ...(repository ? ["", "[project.urls]", `Homepage = ${text(repository)}`] : []),
    "",
    "[tool.flit.module]",
    'name = "pulumi_apig"',
  ];
  return `${lines.join("\n")}\n`;
}

const flit = "flit_core>=3.12,<4";
