import { expect } from "chai";
import {
  adviceOn,
  askedTooOften,
  clockText,
  iamAt,
  iamFault,
  iamName,
  iamRefusal,
  mayNotAssume,
  namedRefusal,
  noServerKeys,
  refusedBy,
} from "../../../../provider/core/text/credential";
import { ApigError } from "../../../../provider/errors";
import { problemOf } from "../../helpers/pollResults";

const iam = "https://iam.example:8443/v3";
const refused = problemOf({
  ...({ code: "APIG_UNAUTHORIZED", source: "iam", host: "iam.example:8443", status: 401 } as const),
  ...{ text: "HTTP 401 IAM.0061 locked", apiCode: "IAM.0061", requestId: "r-1" },
});

describe("a refused credential", () => {
  it("says who refused it, with which request, and what to do", () => {
    expect(refusedBy("IAM at iam.example", refused, "password")).to.equal(
      "was rejected by IAM at iam.example with HTTP 401 IAM.0061 locked [request r-1]. Correct the password and wait 15 minutes: the user is locked after several failures.",
    );
  });

  it("what to do comes before the server's own words, which may be long", () => {
    expect(refusedBy("IAM at iam.example", { ...refused, said: "locked" }, "password")).to.equal(
      'was rejected by IAM at iam.example with HTTP 401 IAM.0061. Correct the password and wait 15 minutes: the user is locked after several failures. It answered: "locked" [request r-1].',
    );
  });

  it("without a known code, what to do goes by its kind; words count only with their code", () => {
    const words = { apiCode: "APIGW.0301", said: "AK access failed to reach the limit" };
    expect(adviceOn(words, "access key")).to.match(/^correct the secret key and wait 5 minutes/);
    expect(adviceOn({ apiCode: "APIGW.0301" }, "access key")).to.equal("check the access key and the secret key");
    expect(adviceOn({ said: words.said }, "server agency")).to.equal(
      "check that the server's agency is delegated to ECS and may read API Gateway",
    );
  });

  it("names the others that were found, where there are any", () => {
    const refusal = new ApigError("APIG_UNAUTHORIZED", "was refused", { status: 401 });
    const alone = namedRefusal("stack config (token)", refusal, []);
    expect([alone.code, alone.message, alone.facts]).to.deep.equal([
      "APIG_UNAUTHORIZED",
      "credential stack config (token) was refused",
      { status: 401 },
    ]);
    expect(namedRefusal("token", refusal, ["clouds.yaml", "HW_ACCESS_KEY"]).message).to.equal(
      "credential token was refused Other credentials were found but not used: clouds.yaml, HW_ACCESS_KEY.",
    );
  });

  it("that may not assume an agency: which one, whose, and what to check", () => {
    expect(mayNotAssume("deployer", "OTC-1", iam, refused)).to.equal(
      "may not assume the agency deployer of OTC-1: IAM at iam.example:8443 answered HTTP 401 IAM.0061 locked [request r-1]. Check the names of agency and account, that the agency trusts this account, and that the user has the permission Agent Operator.",
    );
  });
});

describe("what is issued", () => {
  it("is not asked for again at once: since when, and when it will be", () => {
    const error = askedTooOften(12_400, 60_000);
    expect([error.code, error.message]).to.deep.equal([
      "APIG_THROTTLED",
      "the token or key issued 12 s ago was rejected; next login in 48 s (at most one login in 60 s)",
    ]);
  });

  it("by a cloud server's metadata service, which gave none", () => {
    const error = noServerKeys("http://169.254.169.254", "HTTP 404");
    expect([error.code, error.message]).to.deep.equal([
      "APIG_NO_CREDENTIALS",
      "the metadata service at http://169.254.169.254 gave no keys for the server's agency: HTTP 404; assign an agency to this cloud server, or unset apig:ecsAgency (or the profile of mode ecsAgency) to use another credential",
    ]);
  });
});

describe("this machine's clock", () => {
  it("is ahead or behind, by how much", () => {
    expect([90_000, -3_600_000].map(clockText)).to.deep.equal([
      "this machine's clock is 1m30s ahead",
      "this machine's clock is 1h0m0s behind",
    ]);
  });
});

describe("IAM", () => {
  it("is named by its host", () => {
    expect([iamName(iam), iamAt(iam)]).to.deep.equal([
      "IAM at iam.example:8443",
      { source: "iam", host: "iam.example:8443" },
    ]);
  });

  it("that answers with an error: the facts of it", () => {
    const error = iamRefusal(refused, iam);
    expect([error.code, error.message]).to.deep.equal([
      "APIG_UNAUTHORIZED",
      `IAM at ${iam}: HTTP 401 IAM.0061 locked [request r-1]`,
    ]);
    expect(error.facts).to.include({ source: "iam", host: "iam.example:8443", status: 401, apiCode: "IAM.0061" });
  });

  it("whose answer is not as documented: what is wrong with it", () => {
    const error = iamFault(iam, "no token");
    expect([error.code, error.message]).to.deep.equal(["APIG_BAD_RESPONSE", `IAM at ${iam}: no token`]);
    expect(error.facts).to.deep.equal({ source: "iam", host: "iam.example:8443", said: "no token" });
  });
});
