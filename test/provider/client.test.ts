import { getEventListeners, once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import sinon from "sinon";
import { pollGateway } from "../../provider/client";
import type { PollResult } from "../../provider/core/decide";
import { creating } from "./helpers/pollResults";
import { accessTo, secretToken, serve } from "./helpers/server";

type Served = Awaited<ReturnType<typeof serve>>;
type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const body = {
  end_time: creating.endTime,
  error_code: null,
  error_msg: null,
  progress: 50,
  start_time: creating.startTime,
  status: "creating",
};
const json = JSON.stringify(body);

describe("client", () => {
  let answer: Answer;
  let server: Served;
  before(async () => {
    server = await serve((request, response) => answer(response, request));
  });
  after(() => server.close());

  const poll = (respond: Answer, timeoutMs = 1_000, signal?: AbortSignal): Promise<PollResult> => {
    answer = respond;
    server.requests.length = 0;
    return pollGateway("gw-1", accessTo(server.url), { timeoutMs, ...(signal && { signal }) });
  };
  const reply = (status: number, text: string, headers: Record<string, string> = {}) =>
    poll((response) => response.writeHead(status, headers).end(text));
  const problemIn = (seen: PollResult) => {
    if (seen.kind !== "problem") throw new Error(`expected a problem, saw ${JSON.stringify(seen)}`);
    return seen.problem;
  };

  describe("pollGateway: the request", () => {
    it("is one GET of the gateway's progress, authenticated, asking for JSON", async () => {
      let method: string | undefined;
      await poll((response, request) => {
        method = request.method;
        response.end(json);
      });
      expect(server.requests.map(({ url }) => [method, url])).to.deep.equal([
        ["GET", "/v2/project-1/apigw/instances/gw-1/progress"],
      ]);
      const headers = { accept: "application/json", "x-project-id": "project-1", "x-auth-token": secretToken };
      expect(server.requests[0]?.headers).to.include(headers);
    });

    it("asks for its headers once, by method and address", async () => {
      const asked: unknown[] = [];
      answer = (response) => response.end(json);
      const access = accessTo(`${server.url}/base`, async (request) => {
        asked.push(request);
        return { authorization: "signed" };
      });
      await pollGateway("gw-1", access, { timeoutMs: 1_000 });
      const url = `${server.url}/base/v2/project-1/apigw/instances/gw-1/progress`;
      expect(asked).to.deep.equal([{ method: "GET", url }]);
      expect(server.requests.at(-1)).to.deep.include({ url: "/base/v2/project-1/apigw/instances/gw-1/progress" });
      expect(server.requests.at(-1)?.headers.authorization).to.equal("signed");
    });
  });

  describe("pollGateway: a 200", () => {
    it("is a snapshot, with the request's id and the server's time", async () => {
      const seen = await reply(200, json, { "x-request-id": "r-1", date: "Fri, 02 Jan 2026 12:00:00 GMT" });
      const serverTime = Date.UTC(2026, 0, 2, 12);
      expect(seen).to.deep.equal({ kind: "snapshot", snapshot: creating, requestId: "r-1", serverTime });
    });

    it("without request id, and with a date that is none", async () => {
      const seen = await reply(200, json, { date: "today" });
      expect(seen).to.deep.equal({ kind: "snapshot", snapshot: creating, requestId: undefined, serverTime: null });
    });

    it("may be compressed", async () => {
      const seen = await poll((response) => response.setHeader("content-encoding", "gzip").end(gzipSync(json)));
      expect(seen.kind).to.equal("snapshot");
    });

    const wrong: [what: string, text: string, why: string][] = [
      ["an empty body", "", "the body is not JSON"],
      ["a proxy's page", "<html>Sign in</html>", "the body is not JSON"],
      ["half a body", json.slice(0, 40), "the body is not JSON"],
      ["JSON that is no object", "[]", "the body is not an object"],
      ["a body without a status", "{}", "the body has no status"],
    ];
    for (const [what, text, why] of wrong) {
      it(`${what} is retried`, async () => {
        const { cause, ...told } = problemIn(await reply(200, text, { "x-request-id": "r-1" }));
        expect(told).to.deep.equal({
          code: "APIG_BAD_RESPONSE",
          retryability: "retry",
          text: `HTTP 200, but ${why}`,
          requestId: "r-1",
          retryAfterMs: null,
        });
        expect(cause).to.be.an("error");
      });
    }
  });

  describe("pollGateway: any other answer is a problem: what it said and what it means", () => {
    const api = (error_code: string, error_msg: string) => JSON.stringify({ error_code, error_msg });
    const rows: [status: number, text: string, code: string, retryability: string, told: string][] = [
      [401, api("APIC.7102", "Incorrect token"), "APIG_UNAUTHORIZED", "give-up", "HTTP 401 APIC.7102 Incorrect token"],
      [401, "", "APIG_UNAUTHORIZED", "doubtful", "HTTP 401"],
      [401, api("APIG.1010", "PDP"), "APIG_UNAVAILABLE", "retry", "HTTP 401 APIG.1010 PDP"],
      [403, api("APIC.7106", "No permissions"), "APIG_FORBIDDEN", "give-up", "HTTP 403 APIC.7106 No permissions"],
      [404, api("APIC.7302", "not found"), "APIG_NOT_FOUND", "missing", "HTTP 404 APIC.7302 not found"],
      [404, api("APIG.3030", "not found"), "APIG_NOT_FOUND", "missing", "HTTP 404 APIG.3030 not found"],
      [404, api("APIGW.0101", "no API"), "APIG_WRONG_ENDPOINT", "give-up", "HTTP 404 APIGW.0101 no API"],
      [404, "<h1>nginx</h1>", "APIG_WRONG_ENDPOINT", "doubtful", 'HTTP 404 "nginx"'],
      [400, api("APIGW.0106", "bad"), "APIG_REJECTED", "doubtful", "HTTP 400 APIGW.0106 bad"],
      [409, api("APIC.7701", "conflict"), "APIG_REJECTED", "doubtful", "HTTP 409 APIC.7701 conflict"],
      [425, api("SVC.1", "early"), "APIG_REJECTED", "doubtful", "HTTP 425 SVC.1 early"],
      [405, api("APIGW.0501", "quota"), "APIG_REJECTED", "give-up", "HTTP 405 APIGW.0501 quota"],
      [403, "<h1>Blocked</h1>", "APIG_FORBIDDEN", "doubtful", 'HTTP 403 "Blocked"'],
      [302, "<h1>Sign in</h1>", "APIG_REDIRECTED", "doubtful", 'HTTP 302 "Sign in"'],
      [302, "", "APIG_REDIRECTED", "give-up", "HTTP 302"],
      [408, "", "APIG_UNAVAILABLE", "retry", "HTTP 408"],
      [429, api("APIGW.0308", "limit"), "APIG_THROTTLED", "retry", "HTTP 429 APIGW.0308 limit"],
      [500, api("APIG.9008", "Too many requests"), "APIG_THROTTLED", "retry", "HTTP 500 APIG.9008 Too many requests"],
      [500, api("APIC.9000", "internal"), "APIG_UNAVAILABLE", "retry", "HTTP 500 APIC.9000 internal"],
      [502, "<html><b>Bad</b> Gateway</html>", "APIG_UNAVAILABLE", "retry", 'HTTP 502 "Bad Gateway"'],
      [503, "", "APIG_UNAVAILABLE", "retry", "HTTP 503"],
      [204, "", "APIG_UNAVAILABLE", "retry", "HTTP 204"],
    ];
    for (const [status, text, code, retryability, told] of rows) {
      it(`${told}: ${code}, ${retryability}`, async () => {
        const seen = problemIn(await reply(status, text));
        const { apiCode, said, mayHaveExpired: _, ...rest } = seen;
        const facts = { source: "api", host: new URL(server.url).host, status };
        expect(rest).to.deep.equal({
          code,
          retryability,
          text: told,
          requestId: undefined,
          retryAfterMs: null,
          ...facts,
        });
        expect([`HTTP ${status}`, apiCode, said].filter(Boolean).join(" ")).to.equal(told);
      });
    }

    it("the request id comes from the header, else from the body", async () => {
      const text = JSON.stringify({ error_code: "A", request_id: "from-body" });
      expect(problemIn(await reply(500, text, { "x-request-id": "from-header" })).requestId).to.equal("from-header");
      expect(problemIn(await reply(500, text)).requestId).to.equal("from-body");
    });

    it("Retry-After is read in both forms, a date against the answer's own Date", async () => {
      const date = "Fri, 02 Jan 2026 12:00:00 GMT";
      const wait = async (header: string) =>
        problemIn(await reply(503, "", { "retry-after": header, date })).retryAfterMs;
      expect([await wait("7"), await wait("Fri, 02 Jan 2026 12:01:00 GMT"), await wait("soon")]).to.deep.equal([
        7_000,
        60_000,
        null,
      ]);
    });

    it("a credential that the server repeats is not shown", async () => {
      const echo = JSON.stringify({ error_code: "APIGW.0301", error_msg: `x-auth-token:${secretToken}|` });
      expect(problemIn(await reply(401, echo)).text).to.equal("HTTP 401 APIGW.0301 x-auth-token:[redacted]|");
    });

    for (const status of [301, 302, 303, 307, 308]) {
      it(`${status} is not followed: the other host sees neither request nor credential`, async () => {
        const other = await serve((_, response) => response.end(json));
        try {
          const seen = problemIn(await reply(status, "", { location: `${other.url}/?t=${secretToken}` }));
          expect(seen).to.include({ code: "APIG_REDIRECTED", retryability: "give-up" });
          expect(seen.text).to.equal(`HTTP ${status} to ${other.url}/?t=[redacted]`);
          expect([server.requests.length, other.requests.length]).to.deep.equal([1, 0]);
        } finally {
          await other.close();
        }
      });
    }
  });

  describe("pollGateway: no proper answer is a problem that is retried", () => {
    const unreachable = async (seen: Promise<PollResult>, text: RegExp) => {
      const problem = problemIn(await seen);
      expect(problem).to.include({ retryability: "retry", retryAfterMs: null }).and.not.have.property("requestId");
      expect(problem.text.replace(server.url, "SERVER")).to.match(text);
      expect(problem.text).not.to.contain("/v2/");
      return problem.code;
    };

    const mebibyte = 1024 * 1024;
    it("a body of 1 MiB is read, one byte more is refused", async () => {
      const padded = (bytes: number) => json + " ".repeat(bytes - json.length);
      expect((await reply(200, padded(mebibyte))).kind).to.equal("snapshot");
      expect(problemIn(await reply(200, padded(mebibyte + 1)))).to.include({
        code: "APIG_BAD_RESPONSE",
        retryability: "retry",
        text: `${server.url}: content size over limit: 1048576`,
      });
    });

    it("so is one that is small only while it is compressed", async () => {
      const bomb = gzipSync(json + " ".repeat(20 * mebibyte));
      const seen = poll((response) => response.setHeader("content-encoding", "gzip").end(bomb));
      expect(await unreachable(seen, /^SERVER: content size over limit: 1048576$/)).to.equal("APIG_BAD_RESPONSE");
    });
  });

  describe("pollGateway: stopped from outside", () => {
    it("ends at once, and the connection with it", async () => {
      const stop = new AbortController();
      let closed: Promise<unknown> = Promise.resolve();
      const seen = await poll(
        (response) => {
          closed = once(response, "close");
          stop.abort();
        },
        60_000,
        stop.signal,
      );
      expect(seen.kind).to.equal("problem");
      await closed;
    });

    it("before it began: no request", async () => {
      await poll((response) => response.end(json), 60_000, AbortSignal.abort());
      expect(server.requests).to.deep.equal([]);
    });

    it("nothing stays behind on the signal, nor a timer, however it ended", async () => {
      const { signal } = new AbortController();
      const [set, clear] = [sinon.spy(globalThis, "setTimeout"), sinon.spy(globalThis, "clearTimeout")];
      try {
        const limit = 54_321;
        await poll((response) => response.end(json), limit, signal);
        await poll((response) => response.writeHead(500).end(), limit, signal);
        await poll((response) => response.socket?.resetAndDestroy(), limit, signal);
        await poll(() => {}, 5, signal);
        const ours = set.getCalls().filter(({ args }) => args[1] === limit);
        expect(ours).to.have.length(3);
        for (const { returnValue } of ours) expect(clear.calledWith(returnValue)).to.equal(true);
      } finally {
        set.restore();
        clear.restore();
      }
      expect(getEventListeners(signal, "abort")).to.deep.equal([]);
    });
  });
});
