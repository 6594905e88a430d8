import { expect } from "chai";
import { advance, nothingSeen, type PollResult } from "../../../provider/core/decide";
import { statusLine } from "../../../provider/core/statusLine";
import { creating, failed, saw, success, trouble } from "../helpers/pollResults";

/** What 80 columns leave of a row, beside the engine's own columns and a short name. */
const room = 15;

const cause = (code: string, hostname?: string) => Object.assign(new Error("x"), { code, hostname });
const host = "apig.eu-de.otc.t-systems.com";
const unreachable = (code: string, more: object = {}) =>
  trouble({ code: "APIG_UNREACHABLE", text: `https://${host}: x`, host, said: "x", cause: cause(code, host), ...more });
const at30 = saw({ ...creating, progress: 30 });
const proxy = { name: "10.0.0.1:3128", variable: "HTTPS_PROXY" };

/** After these polls a person must see this, whatever else is cut. */
const kinds: Readonly<Record<string, readonly [polls: readonly PollResult[], seen: string]>> = {
  progress: [[at30], "30%, takes 5-8 "],
  "no progress": [[saw({ ...creating, progress: null })], "creating, takes"],
  "a status that is not documented": [[saw({ ...creating, status: "verifying" })], "50%, verifying "],
  ready: [[saw(success)], "ready, 5m24s (o"],
  "ready after hours": [[saw({ ...success, startTime: 0, endTime: 5_415_000 })], "ready, 1h30m15s"],
  failed: [[saw(failed)], "APIC.9218, fail"],
  "failed without a code": [[saw({ ...failed, errorCode: null })], "failed after 5m"],
  "HTTP 503": [
    [at30, trouble({ source: "api", status: 503, text: "HTTP 503 APIC.9000 Failed to request internal service" })],
    "30%, HTTP 503 A",
  ],
  throttled: [[at30, trouble({ code: "APIG_THROTTLED", text: "HTTP 429 APIG.0308 x" })], "30%, throttled:"],
  "not found yet": [[trouble({ code: "APIG_NOT_FOUND", text: "HTTP 404 APIC.7302" })], "not found yet, "],
  "no such host": [[unreachable("ENOTFOUND")], "no such host ap"],
  "connection refused": [[at30, unreachable("ECONNREFUSED")], "30%, unreachabl"],
  "the proxy is away": [
    [at30, unreachable("ECONNREFUSED", { code: "APIG_PROXY_UNAVAILABLE", source: "proxy", proxy })],
    "30%, proxy: con",
  ],
  unreadable: [
    [at30, trouble({ code: "APIG_BAD_RESPONSE", text: "HTTP 200, but the body is not JSON" })],
    "30%, unreadable",
  ],
};

describe("the first 15 characters of a row", () => {
  for (const [kind, [polls, seen]] of Object.entries(kinds)) {
    const progress = polls.reduce((state, poll, index) => advance(state, poll, index * 60_000), nothingSeen);
    const line = statusLine({ seen: polls.at(-1) as PollResult, progress }, { name: "orders" });

    it(`${kind}: ${seen}`, () => expect(line.slice(0, room)).to.equal(seen));
    it(`${kind}: the resource's name is last`, () => expect(line).to.match(/ \(orders\)$/));
  }
});
