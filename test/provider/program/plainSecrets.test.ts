import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { assertNoPlainSecrets } from "../../../provider/program/plainSecrets";

const secret = ["authToken", "accessKey", "secretKey", "securityToken", "password"].map((key) => `apig:${key}`);

describe("refusePlainSecrets", () => {
  afterEach(() => pulumi.runtime.setAllConfig({}));

  for (const key of secret) {
    it(`refuses ${key} in clear, with the command that fixes it, without its value`, () => {
      pulumi.runtime.setAllConfig({ [key]: "value-in-clear", "apig:region": "eu-de" });
      expect(assertNoPlainSecrets)
        .to.throw(`run pulumi config set --secret ${key}`)
        .with.property("message")
        .not.include("value-in-clear");
    });
    it(`takes ${key} encrypted`, () => {
      pulumi.runtime.setAllConfig({ [key]: "value" }, [key]);
      expect(assertNoPlainSecrets).to.not.throw();
    });
  }
});
