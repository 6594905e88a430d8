import { expect } from "chai";
import {
  argumentFailures,
  assertArguments,
  assertGiven,
  holdsUnknown,
  shownFailures,
  unknownValue,
} from "../../../provider/core/arguments";
import { ApigError } from "../../../provider/errors";

const idText =
  "instanceId must be 1 to 64 letters, digits, hyphens or underscores: the gateway's id, as the console shows it";
const durationText = "must be a duration such as 90s, 10m or 1h30m";

function messageOf(act: () => void): string {
  try {
    act();
  } catch (error) {
    expect(error).to.be.instanceOf(ApigError).and.to.include({ code: "APIG_INVALID_ARGUMENT" });
    return (error as Error).message;
  }
  return "nothing is thrown";
}

describe("an error about arguments", () => {
  const rows: [what: string, inputs: Record<string, unknown>, message: string][] = [
    ["has the value beside the rule", { instanceId: "a b" }, `${idText}, not "a b"`],
    [
      "of another type, too",
      { instanceId: "g", failOnError: 1 },
      "failOnError must be a boolean, true or false without quotes, not 1",
    ],
    ["has no value where none is given", {}, "instanceId is missing: give the id of the gateway to wait for"],
    ["shows null", { instanceId: null }, "instanceId is missing: give the id of the gateway to wait for, not null"],
    [
      "shows no password",
      { instanceId: "g", endpoint: "https://me:s3cret@h.example" },
      'endpoint must have no user, password, query or fragment, not "https://...@h.example"',
    ],
    [
      "of an endpoint that is no text, the value",
      { instanceId: "g", endpoint: 8080 },
      "endpoint must be a string, not 8080",
    ],
    [
      "finds a value inside of another",
      { instanceId: "g", timeouts: { read: "x" } },
      `timeouts.read ${durationText}, not "x"`,
    ],
    [
      "names all that are wrong",
      { instanceId: "g", region: "", cloud: "a/b" },
      'region must be letters, digits and hyphens: a region\'s name such as eu-de, not ""; cloud must have no spaces or slashes: the name of an entry in clouds.yaml, not "a/b"',
    ],
    [
      "makes an unknown name harmless",
      { instanceId: "g", "a\n": 1 },
      "a\\n is an unknown argument; valid arguments are instanceId, projectId, region, endpoint, cloud, failOnError and triggers",
    ],
  ];
  for (const [what, inputs, message] of rows)
    it(what, () => expect(messageOf(() => assertArguments(inputs))).to.equal(message));

  it("is none where every argument is right", () => {
    expect(messageOf(() => assertArguments({ instanceId: "g" }))).to.equal("nothing is thrown");
  });

  it("begins with who was given them, and calls them by the caller's names", () => {
    const about = { whose: "waitForGateway: ", names: { instanceId: "id" } };
    expect(messageOf(() => assertArguments({ instanceId: "" }, about))).to.equal(
      `waitForGateway: ${idText.replace("instanceId", "id")}, not ""`,
    );
  });

  it("about a part of them asks for no gateway, and names customTimeouts", () => {
    expect(messageOf(() => assertGiven({ region: "eu-de" }, "orders: "))).to.equal("nothing is thrown");
    for (const key of ["create", "update", "read"])
      expect(messageOf(() => assertGiven({ timeouts: { [key]: "x" } }, "orders: "))).to.equal(
        `orders: customTimeouts.${key} ${durationText}, not "x"`,
      );
  });
});

describe("a broken rule as the engine is told of it, which prints the value", () => {
  const rows: [what: string, inputs: Record<string, unknown>, property: string, reason: string][] = [
    [
      "names the property",
      { instanceId: "g", cloud: "a/b" },
      "cloud",
      "must have no spaces or slashes: the name of an entry in clouds.yaml",
    ],
    [
      "hides an address that may hold a password",
      { instanceId: "g", endpoint: "https://me:pw@h" },
      "",
      "endpoint must have no user, password, query or fragment",
    ],
    [
      "shows one that does not",
      { instanceId: "g", endpoint: "http://h" },
      "endpoint",
      "must begin with https:// (plain http:// is allowed for this machine only)",
    ],
    [
      "an at sign elsewhere hides nothing",
      { instanceId: "g", cloud: "a/@" },
      "cloud",
      "must have no spaces or slashes: the name of an entry in clouds.yaml",
    ],
    ["of what is not there names no property", {}, "", "instanceId is missing: give the id of the gateway to wait for"],
    ["of null neither", { instanceId: null }, "", "instanceId is missing: give the id of the gateway to wait for"],
  ];
  for (const [what, inputs, property, reason] of rows)
    it(what, () => expect(shownFailures(inputs)).to.deep.equal([{ property, reason }]));
});

describe("an argument that is not known yet", () => {
  it("may be any part of it", () => {
    expect([unknownValue, [unknownValue], { a: { b: [1, unknownValue] } }].map(holdsUnknown)).to.not.include(false);
    expect([null, undefined, 1, "x", [], {}, [null], { a: "x" }].map(holdsUnknown)).to.not.include(true);
  });

  it("does not hide that another one is wrong", () => {
    const found = argumentFailures({ instanceId: "g", endpoint: unknownValue, timeouts: { create: "x" } });
    expect(found).to.deep.equal([{ property: "timeouts.create", reason: durationText }]);
  });
});
