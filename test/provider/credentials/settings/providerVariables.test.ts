import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type Field, names } from "../../../../provider/credentials/settings/names";
import { unsupported } from "../../../../provider/credentials/settings/unsupported";
import recorded from "../../../fixtures/providerVariables.json";

const folder = join(__dirname, "../../../../provider/credentials");
const code = (readdirSync(folder, { recursive: true }) as string[])
  .filter((file) => file.endsWith(".ts"))
  .map((file) => readFileSync(join(folder, file), "utf8"))
  .join("\n");
const isRead = (variable: string) =>
  code.includes(`"${variable}"`) || code.includes(`.${variable}`) || unsupported.os.places.includes(variable);
const notRead: Readonly<Record<string, string>> = recorded.notRead;

describe("environment variables of both Terraform providers", () => {
  for (const provider of ["huaweicloud", "opentelekomcloud"] as const) {
    const { others, ...fields } = recorded[provider];
    for (const [field, variables] of Object.entries(fields)) {
      it(`${provider}: ${field}`, () => {
        const { hw, os } = names[field as Field];
        expect([...hw, ...os]).to.include.members(variables);
      });
    }
    it(`${provider}: each other one is read, or there is a reason`, () => {
      for (const variable of others) expect(isRead(variable) !== variable in notRead, variable).to.equal(true);
    });
  }
});
