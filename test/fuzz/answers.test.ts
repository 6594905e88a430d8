import { expect } from "chai";
import fc from "fast-check";
import { pollGateway } from "../../provider/client";
import { advance, decide, nothingSeen, type PollResult } from "../../provider/core/decide";
import { networkReason } from "../../provider/core/errorBody";
import { formatOutcome } from "../../provider/core/message";
import { observed, outputsOf } from "../../provider/core/outputs";
import { problemOf, retryAfterMs } from "../../provider/core/problem";
import { statusLine } from "../../provider/core/statusLine";
import { adviceOn, clockText } from "../../provider/core/text/credential";
import { Redactor } from "../../provider/credentials/redact";
import { readProjects, readToken, readTokenProject } from "../../provider/credentials/remote/iam";
import { serverAgencyKeys } from "../../provider/credentials/remote/metadata";
import { clockOff } from "../../provider/credentials/serverTime";
import { ApigError } from "../../provider/errors";
import type { Reply } from "../../provider/http/transport";
import { expectHarmless, expectHarmlessMessage } from "../provider/helpers/harmless";
import { ended } from "../provider/helpers/pollResults";
import { body, echoed, header, hostileText, secret, secretMark } from "./arbitraries";
import { inTime, parameters } from "./parameters";

const policy = { timeoutMs: 1_000, graceMs: 0, polling: "eager" } as const;
const target = { projectId: "p", instanceId: "gw", endpoint: "https://apig.example" };
const status = fc.constantFrom(
  200,
  200,
  200,
  201,
  204,
  302,
  400,
  401,
  403,
  404,
  408,
  409,
  425,
  429,
  500,
  502,
  503,
  599,
  999,
);

/** An answer in which a secret comes back, somewhere. */
const answer = secret.chain((hidden) =>
  fc
    .tuple(
      status,
      body,
      fc.dictionary(fc.constantFrom("x-request-id", "location", "date", "retry-after", "x-subject-token"), header),
      echoed(hidden),
      fc.nat(),
    )
    .map(([code, text, headers, echo, at]) => {
      const place = at % (text.length + 1);
      const echoing = at % 3 === 0 ? text : text.slice(0, place) + echo + text.slice(place);
      const values: Record<string, string> =
        at % 2 === 0 ? headers : { ...headers, "x-request-id": `${headers["x-request-id"] ?? ""}${echo}` };
      const reply: Reply = { status: code, text: echoing, headers: { get: (name) => values[name] ?? null } };
      return { hidden, reply };
    }),
);

const redactorOf = (hidden: string) => {
  const redactor = new Redactor();
  redactor.add(hidden, "100", "null", "true");
  return redactor.redact;
};

function poll(reply: Reply, redact: Redactor["redact"]): Promise<PollResult> {
  const connection = { ...target, send: async () => reply, redact };
  return pollGateway("gw", connection, { timeoutMs: 5_000 });
}

function statusIn(text: string): unknown {
  try {
    return JSON.parse(text).status;
  } catch {
    return undefined;
  }
}

describe("fuzz: answers", () => {
  it("of the API: no throw, no false success, nothing that harms, no secret, no undefined, in time", async () => {
    await fc.assert(
      fc.asyncProperty(answer, async ({ hidden, reply }) => {
        const redact = redactorOf(hidden);
        const seen = await inTime(() => poll(reply, redact));
        const now = advance(nothingSeen, seen, 500);
        const decision = decide(now, seen, 1_000, 0.5, policy);
        const outcome = decision.kind === "finished" ? decision.outcome : ended("timed-out", now);
        if (outcome.kind === "succeeded") expect([reply.status, statusIn(reply.text)]).to.deep.equal([200, "success"]);
        const snapshot = now.last?.snapshot ?? null;
        expectHarmless({ ...outputsOf({}, target, snapshot), ...observed(snapshot) }, [secretMark]);
        expectHarmless(statusLine({ seen, progress: now }), [secretMark]);
        if (outcome.kind !== "succeeded") {
          const message = await inTime(() => formatOutcome(outcome, { ...target, operation: "create" }));
          expectHarmlessMessage(message, [secretMark]);
        }
        if (seen.kind === "problem") adviceOn(problemOf(reply, redact, { source: "api", host: "h" }), "token");
      }),
      parameters,
    );
  });

  it("of IAM and of the metadata service: what is read is whole, or an error of ours that harms nobody", async () => {
    await fc.assert(
      fc.asyncProperty(answer, async ({ reply }) => {
        const readers: (() => unknown)[] = [
          () => readToken(reply, "https://iam.example/v3", 0),
          () => readTokenProject(reply, "https://iam.example/v3"),
          () => readProjects(reply, "https://iam.example/v3"),
          () =>
            serverAgencyKeys(
              "http://169.254.169.254",
              async () => reply,
              () => 0,
            ),
        ];
        for (const read of readers) {
          try {
            const found = await inTime(read);
            for (const { id = "none" } of [found ?? []].flat() as { id?: unknown }[])
              expect(id).to.match(/^[\w-]{1,64}$/);
          } catch (error) {
            if (!(error instanceof ApigError)) throw error;
            expectHarmlessMessage(error.message);
          }
        }
      }),
      parameters,
    );
  });

  it("headers and network errors: times are times, texts are harmless", () => {
    fc.assert(
      fc.property(hostileText, hostileText, (text, date) => {
        const wait = retryAfterMs(text, date);
        expect(wait === null || wait >= 0).to.equal(true);
        expectHarmless(clockText(clockOff(date, 0) ?? 0));
        expectHarmless(networkReason(Object.assign(new Error(text), { code: date })));
      }),
      parameters,
    );
  });

  it("a redactor leaves no secret, however it is written, and with a limit no part of one", async () => {
    const echo = secret.chain((hidden) => fc.tuple(fc.constant(hidden), echoed(hidden), hostileText, fc.nat(200)));
    await fc.assert(
      fc.asyncProperty(echo, async ([hidden, written, around, limit]) => {
        const redact = redactorOf(hidden);
        const text = `${around}${written}${around}${written}`;
        expect(await inTime(() => redact(text))).not.to.include(secretMark);
        expect(redact(text, limit)).not.to.include(secretMark);
      }),
      parameters,
    );
  });
});
