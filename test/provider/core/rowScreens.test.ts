import { expect } from "chai";
import { advance, nothingSeen, type PollResult } from "../../../provider/core/decide";
import { type Step, statusLine } from "../../../provider/core/statusLine";
import { nameOf, rowRoom } from "../../../provider/engine/rowRoom";
import { creating, failed, saw, success, trouble } from "../helpers/pollResults";

/** What a row may have to tell after these polls, and what a person must see of it wherever there are 15 characters. */
const cause = (code: string, hostname?: string) => Object.assign(new Error("x"), { code, hostname });
const api = "https://apig.eu-de.otc.t-systems.com";
const at30 = saw({ ...creating, progress: 30 });
const unreachable = (code: string) =>
  trouble({
    code: "APIG_UNREACHABLE",
    text: `${api}: x`,
    host: new URL(api).host,
    said: "x",
    cause: cause(code, "apig.x"),
  });
const kinds: Readonly<Record<string, readonly [polls: readonly PollResult[], seen: RegExp]>> = {
  progress: [[at30], /^30%/],
  "no progress": [[saw({ ...creating, progress: null })], /^creating/],
  "a status that is not documented": [[saw({ ...creating, status: "verifying" })], /^50%, verifying|^50%$/],
  ready: [[saw(success)], /^ready after 5m24s$|^ready, 5m24s$/],
  failed: [[saw(failed)], /^failed: APIC\.9218|^APIC\.9218$/],
  "HTTP 503": [
    [at30, trouble({ source: "api", status: 503, text: "HTTP 503 APIC.9000 Failed to request internal service" })],
    /^30%, HTTP 503/,
  ],
  throttled: [
    [at30, trouble({ code: "APIG_THROTTLED", text: "HTTP 429 APIG.0308 x" })],
    /^30%, throttled|^30%, HTTP 429 /,
  ],
  "not known yet": [[trouble({ code: "APIG_NOT_FOUND", text: "HTTP 404 APIC.7302" })], /^not known yet/],
  "no such host": [[unreachable("ENOTFOUND")], /^no such host ap/],
  refused: [[at30, unreachable("ECONNREFUSED")], /^30%, connection/],
  unreadable: [
    [at30, trouble({ code: "APIG_BAD_RESPONSE", text: "HTTP 200, but the body is not JSON" })],
    /^30%, unreadabl|^30%, HTTP 200/,
  ],
};

function stepOf(polls: readonly PollResult[]): Step {
  const progress = polls.reduce((state, seen, index) => advance(state, seen, index * 60_000), nothingSeen);
  return { seen: polls.at(-1) as PollResult, progress, nextPollInMs: 12_000 };
}

/** The table of the CLI, as wide as its longest entries, and what the terminal's edge leaves of each message. */
function screen(
  urns: readonly string[],
  columns: number,
  project: string,
  messageOf: (urn: string) => string,
): string[] {
  const rows = [
    { type: "pulumi:pulumi:Stack", name: project, message: "" },
    ...urns.map((urn) => ({ type: "└─ pulumi-nodejs:apig:Ready", name: nameOf(urn), message: messageOf(urn) })),
  ];
  const width = (key: "type" | "name") => Math.max(...rows.map((row) => row[key].length));
  const before = (row: (typeof rows)[0]) =>
    [` +   ${row.type.padEnd(width("type"))}`, row.name.padEnd(width("name")), "creating (100s)..."].join("  ");
  const edge = columns - 1;
  for (const row of rows) expect(before(row).length, "the columns before the message").to.be.below(edge);
  return rows.slice(1).map((row) => `${before(row)}  ${row.message}`.slice(before(row).length + 2, edge));
}

const names: Readonly<Record<string, (index: number) => string>> = {
  "of one length": (index) => `gw-${String(index).padStart(2, "0")}`,
  "of several lengths": (index) => `g${index}${"-test".slice(0, index % 6)}`,
};

for (const columns of [80, 100, 120]) {
  for (const count of [12, 40]) {
    for (const [how, name] of Object.entries(names)) {
      describe(`${count} rows on ${columns} columns, names ${how}`, () => {
        const urns = Array.from(
          { length: count },
          (_, i) => `urn:pulumi:dev::shop::pulumi-nodejs:apig:Ready::${name(i)}`,
        );
        const longest = Math.max(...urns.map((urn) => nameOf(urn).length));
        const shown = (stepFor: (index: number) => Step, crowded = false) => {
          const lines = (urn: string) =>
            statusLine(stepFor(urns.indexOf(urn)), { sinceMs: 0, room: rowRoom(urn, columns), crowded });
          return screen(urns, columns, "shop-dev", lines).map((visible, index) => {
            const message = lines(urns[index] as string);
            // Where a longer name takes room from this row, its end may be cut.
            if (
              nameOf(urns[index] as string).length === longest &&
              message.length <= rowRoom(urns[index] as string, columns)
            )
              expect(visible, "whole").to.equal(message);
            expect(message.startsWith(visible), "cut at its end alone").to.equal(true);
            return visible;
          });
        };

        for (const [kind, [polls, seen]] of Object.entries(kinds)) {
          it(`each row: ${kind}`, () => {
            for (const visible of shown(() => stepOf(polls))) expect(visible).to.match(seen);
          });
        }

        it("each row another kind, at once", () => {
          const all = Object.values(kinds);
          const visible = shown((index) => stepOf(all[index % all.length]?.[0] ?? []));
          for (const [index, text] of visible.entries()) expect(text).to.match(all[index % all.length]?.[1] as RegExp);
        });

        it("each row tells that others may queue, or its percentage", () => {
          for (const visible of shown(() => stepOf([at30]), true))
            expect(visible).to.match(/^others may q|^30%, others may q/);
        });

        it("a row uses all the room that helps", () => {
          const text = shown(() => stepOf(kinds["HTTP 503"]?.[0] ?? []));
          const expected = { 80: /^30%, HTTP 503$/, 100: /^30%, HTTP 503, trying again in 12 s$/ }[columns];
          for (const visible of text) expect(visible).to.match(expected ?? /^30%, HTTP 503.*, trying again in 12 s$/);
        });
      });
    }
  }
}

describe("a row's text and its room", () => {
  for (const [kind, [polls]] of Object.entries(kinds)) {
    it(`${kind}: as long as there is room, never shorter where there is more`, () => {
      const line = (room: number) => statusLine(stepOf(polls), { sinceMs: 0, room });
      const shortest = line(0);
      for (let room = 0; room < 160; room++) {
        const text = line(room);
        expect(text === shortest || text.length <= room, `${room}: ${text}`).to.equal(true);
        expect(line(room + 1).length).to.be.at.least(text.length);
      }
    });
  }
});
