import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { fields, type Name, names } from "../../../provider/credentials/settings/names";

const list = (words: readonly string[]) => words.map((word) => `\`${word}\``).join(", ");

describe("docs/credentials.md", () => {
  it("shows every key, variable and secret as the code has them", () => {
    const rows = fields.map((field) => {
      const { hw, os, sdk, yaml, secret, meaning }: Name = names[field];
      return `| \`apig:${field}\` | ${secret ? "secret" : ""} | ${[hw, os, sdk, yaml].map(list).join(" | ")} | ${meaning} |`;
    });
    const text = readFileSync(join(__dirname, "../../../docs/credentials.md"), "utf8");
    const table = text.split("\n").filter((line) => line.startsWith("| `apig:"));
    expect(table).to.deep.equal(rows);
  });
});
