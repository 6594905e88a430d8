// `npm run schema`: writes the Pulumi package schema of `apig`, from which SDKs of other languages are made. Names, types and
// words are those of TypeScript's types, their docstrings, and the table of settings, so that each stands once.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fields, names } from "../provider/credentials/settings/names";
import { declarationsOf, type Member } from "./declarations";
import { type Coordinates, csharpRoot, javaPackage, known, readCoordinates } from "./release/coordinates";

const root = join(__dirname, "..");
export const schemaFile = join(root, "provider", "native", "schema.json");
const { description, license, keywords, peerDependencies } = JSON.parse(read("package.json"));

interface Property {
  readonly type: string;
  readonly items?: { readonly $ref: string };
  readonly description: string;
  readonly default?: boolean;
  readonly secret?: true;
}

/** What TypeScript's types do not say. A schema's integer has 32 bits in some languages: too few for milliseconds. */
const unsaid: Readonly<Record<string, Partial<Property>>> = {
  progress: { type: "integer" },
  failOnError: { default: true },
};

/** The text of that file; with where the engine downloads the plugin, for what is released there. */
export function schemaText(downloadUrl?: string): string {
  const coordinates = readCoordinates();
  const repository = known("repository", coordinates);
  const declared = declarationsOf("gatewayReadiness.ts", "program/getGatewayProgress.ts");
  const { description: about, members: outputs } = declared("GatewayReadiness");
  const { members: inputs } = declared("GatewayReadinessArgs");
  const { members: asked } = declared("GetGatewayProgressArgs");
  const { members: answer } = declared("GetGatewayProgressResult");
  const schema = {
    name: "apig",
    displayName: "API Gateway",
    publisher: known("publisher", coordinates) ?? "pulumi-apig",
    description,
    keywords,
    license,
    ...(repository && { homepage: `${repository}#readme`, repository }),
    ...(downloadUrl && { pluginDownloadURL: downloadUrl }),
    config: { variables: settings() },
    provider: {
      description: "Address of the API, and the credential.",
      properties: settings(),
      inputProperties: settings(),
    },
    resources: {
      "apig:index:GatewayReadiness": {
        description: about,
        properties: propertiesOf(outputs),
        required: requiredOf(outputs),
        inputProperties: propertiesOf(inputs),
        requiredInputs: requiredOf(inputs),
      },
    },
    functions: {
      "apig:index:getGatewayProgress": {
        description: declared("getGatewayProgress").description,
        inputs: { properties: propertiesOf(asked), required: requiredOf(asked) },
        outputs: { properties: propertiesOf(answer), required: requiredOf(answer) },
      },
    },
    language: languages(coordinates),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** Every key of the stack config, as a variable of the provider. */
export function settings(): Record<string, Property> {
  const table = fields.map((field): [string, Property] => {
    const { type, meaning, secret, hw, os, sdk } = names[field];
    const variables = [...hw, ...os, ...sdk].map((name) => `\`${name}\``).join(", ");
    // A flag of `pulumi do` is kept in clear with the state.
    const instead = variables && ` ${secret ? "Prefer the environment" : "Environment"}: ${variables}.`;
    return [field, { type, description: `${sentence(meaning)}.${instead}`, ...(secret && { secret }) }];
  });
  const polling: Property = {
    type: "string",
    description: "How often to poll: `eager` (default) or `calm` (fewer requests).",
  };
  return { ...Object.fromEntries(table), polling };
}

const sentence = (words: string) => words.replace(/^./, (first) => first.toUpperCase());

function languages(coordinates: Coordinates) {
  const sdk = peerDependencies["@pulumi/pulumi"];
  const lowest = sdk.replace("^", "");
  const readme = `${description} How to use it: docs/languages.md of pulumi-apig.`;
  const respectSchemaVersion = true;
  return {
    nodejs: {
      packageName: "pulumi-apig-native",
      readme,
      respectSchemaVersion,
      // A program has one copy of it, its own.
      peerDependencies: { "@pulumi/pulumi": sdk },
      devDependencies: { "@types/node": "^20", typescript: "^5" },
    },
    python: {
      packageName: "pulumi_apig",
      readme,
      respectSchemaVersion,
      pyproject: { enabled: true },
      pythonRequires: ">=3.10",
      requires: { pulumi: `>=${lowest},<4.0.0` },
    },
    go: { importBasePath: `${coordinates.go}/apig`, respectSchemaVersion },
    csharp: { rootNamespace: csharpRoot(coordinates), respectSchemaVersion },
    java: { basePackage: javaPackage(coordinates).replace(/\.apig$/, "") },
  };
}

const propertiesOf = (members: readonly Member[]): Record<string, Property> =>
  Object.fromEntries(
    members.map(({ name, type, description }) => [name, { type, ...anything(type), description, ...unsaid[name] }]),
  );

const anything = (type: Member["type"]) => type === "array" && { items: { $ref: "pulumi.json#/Any" } };

const requiredOf = (members: readonly Member[]) =>
  members.filter((member) => member.isRequired).map(({ name }) => name);

function read(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

if (require.main === module) writeFileSync(schemaFile, schemaText());
