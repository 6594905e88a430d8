import { expect } from "chai";
import { resolveCredentials } from "../../../provider/credentials/resolve";
import { settings } from "./settings";

it("IAM is that of the argument's region where neither the credential nor the endpoint tells one", () => {
  const source = settings({ endpoint: "https://x.example" }, { HW_ACCESS_KEY: "AK-1", HW_SECRET_KEY: "sk" });
  const [first] = resolveCredentials({ region: "eu-de" }, source);
  expect(first.iam).to.equal("https://iam.eu-de.otc.t-systems.com/v3");
});
