import { expect } from "chai";
import { resolveConnection } from "../../../provider/credentials/resolve";
import { expectHarmless } from "../helpers/harmless";
import { failureOf, settings } from "./settings";

type Texts = Readonly<Record<string, string>>;
const hw = { HW_ACCESS_KEY: "HWAK", HW_SECRET_KEY: "hw-sk" };
const os = { OS_USERNAME: "u", OS_PASSWORD: "p-word", OS_USER_DOMAIN_NAME: "d" };
const plan = (config: Texts, env: Texts) => resolveConnection({}, settings(config, env));

describe("a setting that breaks a rule", () => {
  const withPassword = [
    "https://me:p@w-1@api.example",
    "https://me:pa/ss#pw-1@api.example",
    "https://me:pa?pw-1@api.example",
    "me:pw-1@api.example",
    "https:/me:pw-1@api.example",
    "https:\\\\me:pw-1@api.example",
    "https://me:pw-1",
    "https://me:1/pw-1@api.example",
    "https://api.example/?t=pw-1",
    "https://api.example/#pw-1",
    "http://me:pw-1@api.example:99999",
    "ht tp://me:pw-1@api.example",
  ];
  for (const address of withPassword) {
    it(`never shows what may be a password: ${address}`, () => {
      for (const error of [
        failureOf(() => plan({ endpoint: address }, hw)),
        failureOf(() => plan({ endpoint: "https://api.example" }, { ...os, OS_AUTH_URL: address })),
      ]) {
        expect(error.code).to.equal("APIG_INVALID_SETTING");
        expect(error.message)
          .to.match(/apig:endpoint|OS_AUTH_URL/)
          .and.not.match(/w-1/);
      }
    });
  }
  it("shows a value harmlessly", () => {
    const error = failureOf(() =>
      plan({ endpoint: "https://api.example", region: `\u001b[31m\ud83d${"x".repeat(999)}` }, hw),
    );
    expect(error.message).to.include("apig:region must be").and.include("\\u001b[31m");
    expectHarmless(error.message);
  });
});
