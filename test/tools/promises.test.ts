import { readFileSync } from "node:fs";
import { assert } from "chai";
import { idOf, outputsOf } from "../../provider/core/outputs";
import { resourceType } from "../../provider/core/rowUrn";
import { fields } from "../../provider/credentials/settings/names";
import { providerText } from "../../provider/engine/providerText";
import schema from "../../provider/native/schema.json";
import { errorPage } from "../../tools/errorPage";

const text = (file: string) => readFileSync(file, "utf8");

/**
 * What docs/maintainers/releasing.md says never changes: states, stack configs and scripts of users hold it. A line may be added here,
 * with what is new; to change or remove one breaks what somebody wrote years ago.
 */
describe("what never changes", () => {
  it("types and functions", () => {
    assert.equal(resourceType, "pulumi-nodejs:apig:Ready");
    assert.equal(schema.name, "apig");
    assert.includeMembers(Object.keys(schema.resources), ["apig:index:GatewayReadiness"]);
    assert.includeMembers(Object.keys(schema.functions), ["apig:index:getGatewayProgress"]);
  });

  it("what the text in the state loads", () => {
    const { name, exports } = JSON.parse(text("package.json"));
    assert.equal(name, "pulumi-apig");
    assert.include(providerText, "require.resolve('pulumi-apig/dynamic'");
    assert.include(providerText, "require(f).provider");
    assert.property(exports["./dynamic"], "require");
  });

  it("names in the state", () => {
    const { inputProperties } = schema.resources["apig:index:GatewayReadiness"];
    const inputs = ["instanceId", "projectId", "region", "endpoint", "cloud", "failOnError", "triggers"];
    assert.includeMembers(Object.keys(inputProperties), inputs);
    assert.includeMembers(
      Object.keys(outputsOf({}, { projectId: "p", instanceId: "gw", endpoint: "https://h" }, null)),
      [
        ...["creationSeconds", "endTime", "endedAt", "endpoint", "errorCode", "errorMessage", "instanceId", "progress"],
        ...["projectId", "startTime", "startedAt", "status"],
      ],
    );
    assert.equal(idOf({ projectId: "p", instanceId: "gw", endpoint: null }), "p/gw");
    const program = text("provider/gatewayReadiness.ts");
    for (const inner of ["__provider", "__row", "__timeouts", "__preview"]) assert.include(program, `${inner}:`);
  });

  it("keys of the stack config", () => {
    const keys = [
      ...["authToken", "accessKey", "secretKey", "securityToken", "userName", "userId", "password", "domainName"],
      ...["domainId", "authType", "projectId", "projectName", "region", "cloudDomain", "authUrl", "endpoint", "cloud"],
      ...["ecsAgency", "agencyName", "agencyDomainName", "agencyDomainId", "agencyDuration", "delegatedProject"],
      ...["caCertFile", "insecure", "allowHttp", "polling"],
    ];
    assert.includeMembers([...fields, "polling"], keys);
    assert.includeMembers(Object.keys(schema.config.variables), keys);
  });

  it("codes of errors", () => {
    const codes = [
      ...[
        "APIG_INVALID_ARGUMENT",
        "APIG_INVALID_SETTING",
        "APIG_NO_CREDENTIALS",
        "APIG_FOREIGN_HOST",
        "APIG_PROJECT_NOT_FOUND",
      ],
      ...["APIG_UNAUTHORIZED", "APIG_FORBIDDEN", "APIG_NOT_FOUND", "APIG_WRONG_ENDPOINT", "APIG_REDIRECTED"],
      ...["APIG_REJECTED", "APIG_UNAVAILABLE", "APIG_THROTTLED", "APIG_UNREACHABLE", "APIG_UNTRUSTED"],
      ...["APIG_PROXY", "APIG_PROXY_UNAVAILABLE", "APIG_BAD_RESPONSE", "APIG_GATEWAY_FAILED", "APIG_TIMED_OUT"],
      ...["APIG_INTERRUPTED"],
    ];
    assert.includeMembers(
      [...errorPage().matchAll(/^\| `(APIG_\w+)`/gm)].map(([, code]) => code),
      codes,
    );
  });

  it("exit codes and events", () => {
    const codes = [
      "succeeded: 0",
      "failed: 1",
      "pending: 2",
      '"timed-out": 2',
      "refused: 3",
      "missing: 3",
      '"no-answer": 4',
    ];
    const table = text("provider/cli/ending.ts");
    for (const code of [...codes, "interrupted: 130"]) {
      assert.include(table, `  ${code},\n`);
      const [event = "", number] = code.replaceAll('"', "").split(": ");
      assert.include(text("docs/cli.md"), `| ${number} | \`${event}\` |`);
    }
  });

  it("packages of SDKs", () => {
    assert.equal(schema.language.nodejs.packageName, "pulumi-apig-native");
    assert.equal(schema.language.python.packageName, "pulumi_apig");
  });
});
