// `npm run schema`: writes the Pulumi package schema of `apig`, from which SDKs of other languages are made. Names, types and
// words are those of the docstrings and of the table of settings, so that each stands once.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { fields, names } from "../provider/credentials/settings/names";

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

/** The text of that file. */
export function schemaText(): string {
  const resource = declarationsOf("provider/gatewayReadiness.ts");
  const invoke = declarationsOf("provider/program/getGatewayProgress.ts");
  const place = declarationsOf("provider/core/outputs.ts");
  const seen = declarationsOf("provider/core/snapshot.ts");
  const outputs = membersOf(resource("GatewayReadiness"));
  const inputs = membersOf(resource("GatewayReadinessArgs"));
  const asked = membersOf(invoke("GetGatewayProgressArgs"));
  const answer = [place("Target"), seen("Observed"), invoke("GetGatewayProgressResult")].flatMap(membersOf);
  const schema = {
    name: "apig",
    displayName: "API Gateway",
    publisher: "pulumi-apig",
    description,
    keywords,
    license,
    config: { variables: settings() },
    provider: {
      description: "Where the API is, and as whom it is asked.",
      properties: settings(),
      inputProperties: settings(),
    },
    resources: {
      "apig:index:GatewayReadiness": {
        description: wordsOf(resource("GatewayReadiness")),
        properties: propertiesOf(outputs),
        required: requiredOf(outputs),
        inputProperties: propertiesOf(inputs),
        requiredInputs: requiredOf(inputs),
      },
    },
    functions: {
      "apig:index:getGatewayProgress": {
        description: wordsOf(invoke("getGatewayProgress")),
        inputs: { properties: propertiesOf(asked), required: requiredOf(asked) },
        outputs: { properties: propertiesOf(answer), required: requiredOf(answer) },
      },
    },
    language: languages(),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** Every key of the stack config, as a variable of the provider. */
function settings(): Record<string, Property> {
  const table = fields.map((field): [string, Property] => {
    const { meaning, secret, hw, os, sdk } = names[field];
    const type = meaning.startsWith("true: ") ? "boolean" : meaning.startsWith("seconds ") ? "integer" : "string";
    const variables = [...hw, ...os, ...sdk].map((name) => `\`${name}\``).join(", ");
    const instead = variables && ` Environment: ${variables}.`;
    return [field, { type, description: `${sentence(meaning)}.${instead}`, ...(secret && { secret }) }];
  });
  const polling: Property = { type: "string", description: "How many requests to spend: `eager` (default) or `calm`." };
  return { ...Object.fromEntries(table), polling };
}

const sentence = (words: string) => words.replace(/^(?!true:)./, (first) => first.toUpperCase());

function languages() {
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
    go: { importBasePath: "pulumi-apig/sdk/go/apig", respectSchemaVersion },
    csharp: { respectSchemaVersion },
    java: {},
  };
}

type Declaration = ts.InterfaceDeclaration | ts.ClassDeclaration | ts.FunctionDeclaration;

function declarationsOf(file: string): (name: string) => Declaration {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
  return (name) =>
    source.statements.find((each) => "name" in each && named(each as Declaration) === name) as Declaration;
}

const membersOf = (declaration: Declaration): ts.Node[] =>
  ("members" in declaration ? [...declaration.members] : []).filter(
    (member) => ts.isPropertySignature(member) || (ts.isPropertyDeclaration(member) && !isStatic(member)),
  );

const isStatic = (member: ts.PropertyDeclaration) =>
  member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) ?? false;

const named = (node: ts.Node): string => (node as ts.NamedDeclaration).name?.getText() ?? "";
const typeOf = (member: ts.Node): string => (member as ts.PropertySignature).type?.getText() ?? "";

const propertiesOf = (members: readonly ts.Node[]): Record<string, Property> =>
  Object.fromEntries(members.map((member) => [named(member), propertyOf(member)]));

function propertyOf(member: ts.Node): Property {
  const words = wordsOf(member);
  const type = typeOf(member);
  if (type.includes("[]")) return { type: "array", items: { $ref: "pulumi.json#/Any" }, description: words };
  // A schema's integer has 32 bits in some languages: too few for milliseconds.
  if (type.includes("number")) return { type: words.includes("an integer") ? "integer" : "number", description: words };
  return { type: type.includes("boolean") ? "boolean" : "string", description: words, ...defaultOf(words) };
}

/** What a docstring names as the value of a flag that is not given. */
function defaultOf(words: string): Pick<Property, "default"> {
  const [, value] = /\bDefault (true|false)\./.exec(words) ?? [];
  return value ? { default: value === "true" } : {};
}

/** What is never missing and never null. */
const requiredOf = (members: readonly ts.Node[]): string[] => [
  ...new Set(members.filter((member) => !/undefined|null/.test(typeOf(member))).map(named)),
];

/** A docstring without examples, which are programs in TypeScript, and without tags. */
function wordsOf(node: ts.Node): string {
  const comment = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).at(-1)?.comment;
  const text = ts.getTextOfJSDocComment(comment) ?? "";
  const prose = text.replace(/```.*?```/gs, "").replace(/\{@link (\w+)\}/g, "`$1`");
  return prose
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replaceAll("\n", " ").trim())
    .filter(Boolean)
    .join("\n\n");
}

function read(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

if (require.main === module) writeFileSync(schemaFile, schemaText());
