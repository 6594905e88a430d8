import { expect } from "chai";
import {
  type Coordinates,
  coordinatesOf,
  csharpRoot,
  type Field,
  javaPackage,
  known,
  placeholders,
  readCoordinates,
} from "../../../tools/release/coordinates";
import { filledIn, unfilled } from "./filledIn";

const withField = (field: Field, value: unknown) => JSON.stringify({ ...filledIn, [field]: value });
const faultOf = (text: string): string => {
  try {
    coordinatesOf(text);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
};

describe("release.json", () => {
  it("is right; what its owner has not filled in is a placeholder, and nothing else is", () => {
    const today = readCoordinates();
    expect(Object.keys(today)).to.have.members(Object.keys(filledIn));
    const unknown = /\bexample\b|\binternal\b/i;
    for (const [field, value] of Object.entries(today)) {
      expect(placeholders(today).includes(field as Field), field).to.equal(unknown.test(value));
    }
  });

  it("filled in: has no placeholders, and every value is known", () => {
    expect(placeholders(coordinatesOf(JSON.stringify(filledIn)))).to.deep.equal([]);
    expect(known("repository", filledIn)).to.equal(filledIn.repository);
  });

  for (const [field, value] of Object.entries(unfilled) as [Field, string][]) {
    if (value === filledIn[field]) continue;
    it(`${field}: ${value} is a placeholder, which nothing takes for a value`, () => {
      const coordinates = coordinatesOf(withField(field, value));
      expect(placeholders(coordinates)).to.deep.equal([field]);
      expect(known(field, coordinates)).to.equal(undefined);
    });
  }

  const refused: readonly (readonly [Field, unknown])[] = [
    ["repository", "http://github.com/acme/apig"],
    ["repository", "https://me:secret@github.com/acme/apig"],
    ["repository", "https://github.com/acme/apig/"],
    ["repository", "git@github.com:acme/apig.git"],
    ["downloadUrl", "http://files.acme.dev/apig"],
    ["downloadUrl", "https://files.acme.dev/apig?token=1"],
    ["downloadUrl", `https://files.acme.dev/\${HOME}`],
    ["downloadUrl", `https://files.acme.dev/v\${VERSION}`],
    ["downloadUrl", "github://api.github.com/acme/apig"],
    ["downloadUrl", "https://files.acme.dev:84430/apig"],
    ["repository", "https://github.com/acme/apig.git"],
    ["contact", "https://acme.dev/security"],
    ["contact", "security at acme.dev"],
    ["publisher", "Acme\nLtd"],
    ["publisher", "Acme\u0007Ltd"],
    ["publisher", "Acme Ltd\u00a0"],
    ["publisher", ""],
    ["npm", "@acme/apig"],
    ["pypi", "acme-apig"],
    ["go", "pulumi-apig/sdk/go"],
    ["go", "github.com/Acme/apig/sdk/go"],
    ["go", "github.com/acme/apig"],
    ["maven", "com.pulumi"],
    ["maven", "com.pulumi.acme"],
    ["maven", "acme"],
    ["go", "github.com/acme/apig./sdk/go"],
    ["nuget", "Pulumi.Apig"],
    ["nuget", "pulumi.Apig"],
    ["nuget", "Acme.Gateways"],
    ["nuget", 7],
    ["nuget", undefined],
  ];
  for (const [field, value] of refused) {
    it(`${field}: ${JSON.stringify(value)} is refused, with what it must be`, () => {
      const is = value === undefined ? "is missing" : `is ${JSON.stringify(value)}`;
      expect(faultOf(withField(field, value))).to.match(/^release\.json: \w+ .+; it must be[ \w]/);
      expect(faultOf(withField(field, value))).to.include(`release.json: ${field} ${is}; it must be`);
    });
  }

  it("all that is wrong is told at once, and so is a field that nobody reads", () => {
    const lines = faultOf(JSON.stringify({ ...filledIn, go: "x", maven: "y", home: "z" })).split("\n");
    expect(lines.map((line) => line.split(" ").slice(0, 5).join(" "))).to.deep.equal([
      'release.json: go is "x"; it',
      'release.json: maven is "y"; it',
      "release.json: nobody reads home; there",
    ]);
  });

  it("that is no JSON, or no object, is told as that", () => {
    expect(faultOf('{ "go": ')).to.match(/^release\.json is no JSON: /);
    expect(faultOf("7")).to.equal("release.json is no object");
  });

  it("gives Java and C# the names of their code", () => {
    const of = (maven: string, nuget: string): Coordinates => ({ ...filledIn, maven, nuget });
    expect(javaPackage(of("io.github.my-org", ""))).to.equal("io.github.my_org.apig");
    expect(csharpRoot(of("", "Acme.Cloud.Apig"))).to.equal("Acme.Cloud");
  });
});
