import { expect } from "chai";
import { reviewConfig } from "../../../provider/cli/stackConfig";

describe("reviewConfig: the stack config that the doctor finds", () => {
  const problems = (entries: Parameters<typeof reviewConfig>[0]) =>
    reviewConfig(entries)
      .checks.filter(({ ok }) => !ok)
      .map(({ text, advice }) => `${text}: ${advice}`);

  it("is ok, and shows only the keys", () => {
    const { checks, values } = reviewConfig({
      "apig:region": { value: "eu-de" },
      "apig:authToken": { value: "secret-word", secret: true },
      "apig:polling": { value: "calm" },
      "other:regoin": { value: "x" },
    });
    expect(checks).to.deep.equal([
      { name: "stack config", ok: true, text: "apig:region, apig:authToken, apig:polling", advice: null },
    ]);
    expect(values?.get("authToken")).to.equal("secret-word");
  });

  it("tells which values were marked as secrets, whatever their keys are: nothing shows them", () => {
    const { secrets } = reviewConfig({
      "apig:userName": { value: "s3cr3t", secret: true },
      "apig:region": { value: "r" },
    });
    expect(secrets).to.deep.equal(["s3cr3t"]);
  });

  const unknown: [key: string, nearest: string][] = [
    ["regoin", "region"],
    ["access_key", "accessKey"],
    ["projectid", "projectId"],
    ["user", "userId"],
    ["authurl", "authUrl"],
  ];
  for (const [key, nearest] of unknown) {
    it(`names the nearest key: ${key}`, () => {
      const [problem, ...others] = problems({ [`apig:${key}`]: { value: "x" } });
      expect(others).to.deep.equal([]);
      expect(problem)
        .to.include(`apig:${key} is not a setting of this provider`)
        .and.include(`; did you mean apig:${nearest}?`);
    });
  }

  it("names no nearest key where none is like it", () => {
    const [problem] = problems({ "apig:xyzzy-xyzzy": { value: "x" } });
    expect(problem).to.match(
      /^stack config apig:xyzzy-xyzzy is not a setting of this provider: to remove it: pulumi config rm apig:xyzzy-xyzzy$/,
    );
  });

  it("names a secret that is not encrypted, without its value", () => {
    const [problem] = problems({ "apig:secretKey": { value: "secret-word" } });
    expect(problem).to.include("pulumi config set --secret apig:secretKey").and.not.include("secret-word");
  });
});
