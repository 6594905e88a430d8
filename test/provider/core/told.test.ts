import { expect } from "chai";
import {
  missingStackConfig,
  pluginStackConfig,
  providerArguments,
  stackConfig,
} from "../../../provider/core/configOrigin";
import { closed, codeOf, isUnanswered, outcomeError, telling, told } from "../../../provider/core/message";
import { percentOf } from "../../../provider/core/snapshot";
import { ApigError, Bug, InitFailure } from "../../../provider/errors";
import { creating, ended, failed, missing, problemOf, saw, success } from "../helpers/pollResults";

const hide = (text: string) => text.replaceAll("s3cret", "[redacted]");
const target = { instanceId: "gw", projectId: "p", endpoint: "https://h" };

describe("what people are told of whatever was thrown", () => {
  it("an error's message, its code and where that is explained, once", () => {
    const cause = new Error("x");
    const error = new ApigError("APIG_FORBIDDEN", "HTTP 403", { status: 403, cause });
    const shown = told(error, hide) as ApigError;
    expect(shown.message).to.equal("HTTP 403 (APIG_FORBIDDEN)");
    expect(shown).to.include({ code: "APIG_FORBIDDEN", status: 403, cause });
    expect(told(shown, hide)).to.equal(shown);
    expect(closed("x", "APIG_PROXY")).to.equal("x (APIG_PROXY)");
  });

  it("what is complete already stays as it is", () => {
    const outcome = outcomeError(ended("interrupted"), target);
    const failure = new InitFailure({ id: "p/gw", properties: {}, reasons: ["why"] });
    const bug = new Bug(new Error("x"), hide);
    for (const error of [outcome, failure, bug]) expect(told(error, hide)).to.equal(error);
  });

  it("anything else is a bug, without secrets, on one line, not longer than a message", () => {
    expect(told(new TypeError("s3cret\n"), hide).message).to.equal("bug in pulumi-apig: [redacted]\\n");
    expect(told(new Error("x".repeat(400)), hide).message).to.equal(`bug in pulumi-apig: ${"x".repeat(297)}...`);
  });
});

describe("methods that tell what they throw", () => {
  const methods = telling(
    {
      now: (a: number, b: number) => a + b,
      later: async (a: number) => a,
      failsNow: (): never => {
        throw new Error("now");
      },
      failsLater: async (): Promise<never> => {
        throw new Error("later");
      },
      version: "1.2.3",
    },
    (error) => `told ${(error as Error).message}`,
  );
  const thrownBy = async (act: () => unknown) => {
    try {
      return await act();
    } catch (error) {
      return error;
    }
  };

  it("answer as before", async () => {
    expect([methods.now(1, 2), await methods.later(3), methods.version]).to.deep.equal([3, 3, "1.2.3"]);
  });

  it("throw what is told, at once or later", async () => {
    expect(methods.failsNow).to.throw();
    expect([await thrownBy(methods.failsNow), await thrownBy(methods.failsLater)]).to.deep.equal([
      "told now",
      "told later",
    ]);
  });
});

describe("the code where the time was over", () => {
  const silent = ended("timed-out", { lastProblem: problemOf({ code: "APIG_UNREACHABLE" }) });
  const unknown = ended("timed-out", { lastProblem: missing });
  const seen = ended("timed-out", { last: saw(creating), lastProblem: problemOf() });

  it("is that of the reason for who asked once, or by hand; a wait's is that it was late", () => {
    const codes = ["request", "preview", "command", "create", undefined].map((each) => codeOf(silent, each as never));
    const [reason, late] = ["APIG_UNREACHABLE", "APIG_TIMED_OUT"];
    expect(codes).to.deep.equal([reason, reason, reason, late, late]);
  });

  it("is never that of a problem beside a gateway that was seen, or that the API does not know", () => {
    expect([seen, unknown, ended("timed-out")].map((outcome) => codeOf(outcome, "request"))).to.deep.equal(
      Array(3).fill("APIG_TIMED_OUT"),
    );
  });

  it("nobody answered: only where the time was over, nothing was seen, and waiting could have helped", () => {
    const refused = ended("refused", { lastProblem: problemOf() });
    expect([silent, seen, unknown, ended("timed-out"), refused].map(isUnanswered)).to.deep.equal([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe("the error of a wait", () => {
  it("has the facts and the cause of the last problem, of a failure those of the creation", () => {
    const cause = new Error("x");
    const refused = ended("refused", { lastProblem: problemOf({ source: "api", host: "h", status: 403, cause }) });
    expect(outcomeError(refused, target).cause).to.equal(cause);
    expect(outcomeError(refused, target).facts).to.include({ source: "api", host: "h", status: 403 });
    expect(outcomeError(ended("failed", { last: saw(failed, "r-1") }), target).facts).to.deep.equal({
      source: "api",
      apiCode: "APIC.9218",
      requestId: "r-1",
    });
    expect(outcomeError(ended("interrupted"), target).facts).to.deep.equal({});
  });

  it("shows no line break of an id that somebody edited", () => {
    const edited = { ...target, instanceId: "g\nw", projectId: "p\u001b" };
    const { message } = outcomeError(ended("missing", { lastProblem: missing }), edited);
    expect(message).to.match(/^gateway g\\nw does not exist in project p\\u001b at https:\/\/h/);
  });
});

describe("the percentage of a gateway", () => {
  it("is shown, but for the 0 of what failed", () => {
    const seen = [creating, success, failed, { ...failed, progress: 30 }, { ...creating, progress: 0 }];
    expect([...seen, { ...creating, progress: null }].map(percentOf)).to.deep.equal([
      "50%",
      "100%",
      "",
      "30%",
      "0%",
      "",
    ]);
  });
});

describe("a setting is named by where it was written", () => {
  it("in the stack config", () => {
    const { name, setting, key, setBy, note, doctor } = stackConfig;
    expect([name, setting("region"), key("region"), note, doctor]).to.deep.equal([
      "stack config",
      "stack config apig:region",
      "apig:region",
      "",
      "npx pulumi-apig doctor",
    ]);
    expect([setBy("region"), setBy("authToken", "--secret")]).to.deep.equal([
      "pulumi config set apig:region",
      "pulumi config set --secret apig:authToken",
    ]);
  });

  it("in the stack config, where the plugin reads it: the doctor is in the plugin's own file", () => {
    const { doctor, ...rest } = pluginStackConfig;
    expect({ ...rest, doctor: stackConfig.doctor }).to.deep.equal(stackConfig);
    expect(doctor).to.equal("pulumi plugin run --kind resource apig -- doctor");
  });

  it("in the stack config that did not arrive: why, and not by the doctor, who sees it", () => {
    const { note, doctor, key } = missingStackConfig;
    expect([note, doctor, key("region")]).to.deep.equal([
      '; this resource received no stack config: if the program gives it an explicit ProviderResource("pulumi-nodejs"), remove the option provider or use environment variables',
      null,
      "apig:region",
    ]);
  });

  it("as an argument of the provider", () => {
    const { name, setting, key, setBy, note, doctor } = providerArguments;
    expect([name, setting("region"), key("region"), setBy("region"), note, doctor]).to.deep.equal([
      "the provider",
      "the provider's region",
      "the provider's region",
      "the provider's argument region",
      "",
      null,
    ]);
  });
});
