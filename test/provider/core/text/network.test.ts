import { expect } from "chai";
import type { Outcome, PollResult } from "../../../../provider/core/decide";
import { networkFault } from "../../../../provider/core/text/network";
import { wait } from "../../../../provider/waiter";
import { creating, problemOf, saw, trouble } from "../../helpers/pollResults";
import { VirtualClock } from "../../helpers/virtualClock";

const fault = (code: string | undefined, reason = "x") =>
  ({
    code: "APIG_UNREACHABLE",
    text: `https://apig.example:8443: ${reason}`,
    host: "apig.example:8443",
    said: reason,
    cause: Object.assign(new Error(reason), { code, ...(code === "ENOTFOUND" && { hostname: "apig.example" }) }),
  }) as const;

describe(networkFault.name, () => {
  const cases: readonly (readonly [code: string | undefined, reason: string, said: string])[] = [
    ["ENOTFOUND", "getaddrinfo ENOTFOUND apig.example", "no such host apig.example"],
    ["EAI_AGAIN", "getaddrinfo EAI_AGAIN", "no answer from DNS for apig.example:8443"],
    ["ECONNREFUSED", "connect ECONNREFUSED 10.0.0.1:8443", "connection refused by apig.example:8443"],
    ["EHOSTUNREACH", "connect EHOSTUNREACH", "no route to apig.example:8443"],
    ["ECONNRESET", "socket hang up", "connection closed by apig.example:8443"],
    [
      "EPROTO",
      "write EPROTO 80:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:x.c:350",
      "apig.example:8443: no TLS, wrong version number",
    ],
    [undefined, "no answer within 30 s", "apig.example:8443: no answer within 30 s"],
  ];
  for (const [code, reason, said] of cases) {
    it(said, () => expect(networkFault(problemOf(fault(code, reason)))).to.equal(said));
  }
  it("a proxy is named with the variable that names it", () => {
    const text = "the proxy proxy.example:3128 (HTTPS_PROXY): connect ECONNREFUSED";
    const proxy = { name: "proxy.example:3128", variable: "HTTPS_PROXY" };
    const problem = problemOf({ code: "APIG_PROXY_UNAVAILABLE", text, proxy, said: "connect ECONNREFUSED" });
    expect(networkFault(problem)).to.equal("proxy.example:3128 (HTTPS_PROXY): connect ECONNREFUSED");
    const silent = { ...problem, proxy: { ...proxy, did: "did not answer" } };
    expect(networkFault(silent)).to.equal("proxy.example:3128 (HTTPS_PROXY) did not answer");
  });
});

describe("a wait for a host that does not exist", () => {
  const noHost = trouble(fault("ENOTFOUND"));
  /** Each answer counts from its second on. */
  async function waited(answers: readonly (readonly [from: number, seen: PollResult])[]): Promise<Outcome> {
    const clock = new VirtualClock();
    const began = clock.now();
    const poll = async () => answers.findLast(([from]) => from * 1000 <= clock.now() - began)?.[1] as PollResult;
    const policy = { timeoutMs: 600_000, graceMs: 30_000, polling: "eager" } as const;
    return wait(poll, policy, { clock, random: () => 0.5 });
  }

  it("ends after a minute of nothing else", async () => {
    const { kind, elapsedMs, lastProblem } = await waited([[0, noHost]]);
    expect({ kind, elapsedMs, code: lastProblem?.code }).to.deep.equal({
      kind: "refused",
      elapsedMs: 60_000,
      code: "APIG_UNREACHABLE",
    });
  });
  for (const [rule, answers] of [
    ["DNS that does not answer may pass", [[0, trouble(fault("EAI_AGAIN"))]]],
    [
      "something else in between",
      [
        [0, noHost],
        [30, trouble()],
        [50, noHost],
        [100, trouble()],
        [150, noHost],
        [200, trouble()],
      ],
    ],
    [
      "the gateway was seen before",
      [
        [0, saw(creating)],
        [20, noHost],
      ],
    ],
  ] as const) {
    it(`goes on to its timeout: ${rule}`, async () => expect((await waited(answers)).kind).to.equal("timed-out"));
  }
});
