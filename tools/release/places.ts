import { type Coordinates, javaPackage, known } from "./coordinates";

/** Where a committed file repeats what release.json or the version of package.json says. */
export interface Place {
  readonly file: string;
  /** What stands there, whatever it is today; with the flag `g`. */
  readonly pattern: RegExp;
  readonly value: string;
}

const examples = ["gateway-of-another-stack", "go-on-after-failure", "one-gateway", "progress-line", "progress-read"];
const others = ["ci", "go-one-gateway", "python-one-gateway", "yaml-one-gateway"];
const guide = "docs/languages.md";
const installing = "docs/installing-the-plugin.md";
const go = "examples/go-one-gateway";

export const places = (coordinates: Coordinates, version: string): Place[] => [
  ...namePlaces(coordinates),
  ...addressPlaces(coordinates),
  ...versionPlaces(version),
];

const namePlaces = (coordinates: Coordinates): Place[] => [
  { file: guide, pattern: /(?<=as the module `)[^`]+/g, value: coordinates.go },
  { file: guide, pattern: /(?<=^\t")\S+(?=\/apig"$)/gm, value: coordinates.go },
  { file: `${go}/main.go`, pattern: /(?<=^\t")\S+(?=\/apig"$)/gm, value: coordinates.go },
  ...[guide, `${go}/go.mod`].flatMap((file) => [
    { file, pattern: /\S+(?= v0\.0\.0$)/gm, value: coordinates.go },
    { file, pattern: /(?<=^replace )\S+/gm, value: coordinates.go },
  ]),
  { file: guide, pattern: /(?<=<groupId>)[^<]+(?=<\/groupId><artifactId>pulumi-apig<)/g, value: coordinates.maven },
  { file: guide, pattern: /(?<=^import )\S+(?=\.GatewayReadiness\w*;$)/gm, value: javaPackage(coordinates) },
  { file: guide, pattern: /(?<=sdk\/dotnet\/)\S+(?=\.csproj)/g, value: coordinates.nuget },
  { file: guide, pattern: /(?<=^using )\S+\.Apig(?=;$)/gm, value: coordinates.nuget },
];

function addressPlaces(coordinates: Coordinates): Place[] {
  const { downloadUrl } = coordinates;
  const isKnown = known("downloadUrl", coordinates) !== undefined;
  const unknownSaid = `There is no public address yet: \`${downloadUrl}\` below stands for the place of your archives.`;
  return [
    {
      file: installing,
      pattern: /There is no public address yet: `\S+` below .+|The archives are at `\S+`\./g,
      value: isKnown ? `The archives are at \`${downloadUrl}\`.` : unknownSaid,
    },
    {
      file: installing,
      pattern: /(?<=(--server|--download-url|downloadUrl:)\s+)[a-z]+:\/\/[^\s`)]+/g,
      value: downloadUrl,
    },
    {
      file: installing,
      pattern:
        /The SDKs of the npm package name (no|this) address, and so\n {2}they ask for (no version|their own version)/g,
      value: `The SDKs of the npm package name ${isKnown ? "this" : "no"} address, and so\n  they ask for ${isKnown ? "their own" : "no"} version`,
    },
    {
      file: "SECURITY.md",
      pattern: /(?<=by mail to )(the publisher that the package registry names|[^\s@]+@\S+[^\s.])/g,
      value: known("contact", coordinates) ?? "the publisher that the package registry names",
    },
  ];
}

const versionPlaces = (value: string): Place[] => [
  ...["README.md", ...[...examples, "several-gateways", ...others].map((name) => `examples/${name}/README.md`)].map(
    (file) => ({ file, pattern: /(?<=pulumi-apig-)[\d.]+(?=\.tgz)/g, value }),
  ),
  { file: guide, pattern: /(?<=<artifactId>pulumi-apig<\/artifactId><version>)[^<]+/g, value },
  { file: installing, pattern: /(?<=install resource apig )\S+/g, value },
  { file: installing, pattern: /(?<=pulumi-resource-apig-v)[\d.]+(?=-)/g, value },
  { file: installing, pattern: /(?<=^version: )\S+/gm, value },
  ...[...examples, "several-gateways"].map((name) => ({
    file: `examples/${name}/package.json`,
    pattern: /(?<="pulumi-apig": "\^)[^"]+/g,
    value,
  })),
];

/** The file's text with what it should say there. */
export const corrected = (text: string, { pattern, value }: Place): string => text.replace(pattern, () => value);

/** The files that say something else, each once. */
export const staleFiles = (all: readonly Place[], read: (file: string) => string): string[] => [
  ...new Set(all.filter((place) => corrected(read(place.file), place) !== read(place.file)).map(({ file }) => file)),
];
