import { expect } from "chai";
import { endpointFault } from "../../../provider/core/address";
import { argumentFailures, unknownValue } from "../../../provider/core/arguments";

const good = { instanceId: "gw-1" };
const idRule = "must be 1 to 64 letters, digits, hyphens or underscores";
const instanceText = "the gateway's id, as the console shows it";
const projectText = "the id of the project that the gateway is in";
const regionText = "a region's name such as eu-de";
const cloudText = "the name of an entry in clouds.yaml";
const addressRule = "must be an address such as https://apig.eu-de.otc.t-systems.com";
const httpsRule = "must begin with https:// (plain http:// is allowed for this machine only)";
const bareRule = "must have no user, password, query or fragment";
const lengthRule = "must be a duration such as 90s, 10m or 1h30m";

describe("arguments that pass", () => {
  const cases: [what: string, inputs: Record<string, unknown>][] = [
    ["only the gateway's id", good],
    ["an id of one letter", { instanceId: "a" }],
    ["an id of 64 letters", { instanceId: "a".repeat(64) }],
    [
      "every argument",
      {
        ...good,
        projectId: "p_1",
        region: "eu-de",
        endpoint: "https://apig.eu-de.otc.t-systems.com/base/",
        cloud: "otc",
        failOnError: false,
        triggers: [1, "a", null, { b: [true] }],
        timeouts: { create: "1h30m", update: "90s", read: "0s" },
      },
    ],
    [
      "arguments that are null or undefined count as not given",
      {
        ...good,
        projectId: null,
        region: undefined,
        endpoint: null,
        failOnError: null,
        triggers: null,
        timeouts: null,
      },
    ],
    [
      "a timeout that is null or undefined counts as not given",
      {
        ...good,
        timeouts: { create: "10m", update: null, read: undefined },
      },
    ],
    ["a trigger that is not known yet", { ...good, triggers: [unknownValue, { a: unknownValue }] }],
    ["an empty list of triggers", { ...good, triggers: [] }],
  ];
  for (const [what, inputs] of cases) it(what, () => expect(argumentFailures(inputs)).to.deep.equal([]));

  for (const name of [
    "instanceId",
    "projectId",
    "region",
    "endpoint",
    "cloud",
    "failOnError",
    "triggers",
    "timeouts",
  ]) {
    it(`${name} that a preview does not know yet`, () => {
      expect(argumentFailures({ ...good, [name]: unknownValue })).to.deep.equal([]);
    });
  }
});

describe("an argument that breaks a rule: the reason holds rule and fix", () => {
  const cases: [property: string, value: unknown, reason: string][] = [
    ["instanceId", undefined, "is missing: give the id of the gateway to wait for"],
    ["instanceId", null, "is missing: give the id of the gateway to wait for"],
    ["instanceId", "", `${idRule}: ${instanceText}`],
    ["instanceId", 7, `must be a string: ${instanceText}`],
    ["instanceId", ["gw"], `must be a string: ${instanceText}`],
    ["instanceId", "a b", `${idRule}: ${instanceText}`],
    ["instanceId", "a/b", `${idRule}: ${instanceText}`],
    ["instanceId", "gw-1\n", `${idRule}: ${instanceText}`],
    ["instanceId", "a".repeat(65), `${idRule}: ${instanceText}`],
    ["projectId", 7, `must be a string: ${projectText}`],
    ["projectId", "", `${idRule}: ${projectText}`],
    ["projectId", "../x", `${idRule}: ${projectText}`],
    ["region", true, `must be a string: ${regionText}`],
    ["region", "", `must be letters, digits and hyphens: ${regionText}`],
    ["region", "eu de", `must be letters, digits and hyphens: ${regionText}`],
    ["region", "a%", `must be letters, digits and hyphens: ${regionText}`],
    ["region", "evil.test?", `must be letters, digits and hyphens: ${regionText}`],
    ["region", "evil.test\\", `must be letters, digits and hyphens: ${regionText}`],
    ["region", "eu-de\n", `must be letters, digits and hyphens: ${regionText}`],
    ["region", "-eu", `must be letters, digits and hyphens: ${regionText}`],
    ["endpoint", "https://apig.example/%zz", "must use % only in escapes such as %20"],
    ["endpoint", "https://apig.example\\@evil.test", "must be an address such as https://apig.eu-de.otc.t-systems.com"],
    ["region", "eu/de", `must be letters, digits and hyphens: ${regionText}`],
    ["cloud", {}, `must be a string: ${cloudText}`],
    ["cloud", "my cloud", `must have no spaces or slashes: ${cloudText}`],
    ["endpoint", 8080, "must be a string"],
    ["endpoint", "apig.eu-de.otc.t-systems.com", addressRule],
    ["endpoint", "", addressRule],
    ["endpoint", " https://host", addressRule],
    ["endpoint", "https://host/base path", addressRule],
    ["endpoint", "ftp://host", httpsRule],
    ["endpoint", "http://host", httpsRule],
    ["endpoint", "http://127.0.0.1.example.com", httpsRule],
    ["endpoint", "https://user@host", bareRule],
    ["endpoint", "https://:password@host", bareRule],
    ["endpoint", "https://host?a=1", bareRule],
    ["endpoint", "https://host#a", bareRule],
    ["failOnError", "false", "must be a boolean, true or false without quotes"],
    ["failOnError", 0, "must be a boolean, true or false without quotes"],
    ["triggers", "a", "must be an array"],
    ["triggers", { a: 1 }, "must be an array"],
  ];
  for (const [property, value, reason] of cases) {
    it(`${property} ${JSON.stringify(value)?.slice(0, 40)}`, () => {
      expect(argumentFailures({ ...good, [property]: value })).to.deep.equal([{ property, reason }]);
    });
  }

  const timeouts: [value: unknown, property: string, reason: string][] = [
    [{ create: "ten minutes" }, "timeouts.create", lengthRule],
    [{ update: "10" }, "timeouts.update", lengthRule],
    [{ read: "-5m" }, "timeouts.read", lengthRule],
    [{ create: 600 }, "timeouts.create", "must be a string such as 10m or 1h30m"],
    [{ delete: "5m" }, "timeouts", "has an unknown timeout; valid timeouts are create, update and read"],
  ];
  for (const [value, property, reason] of timeouts) {
    it(`timeouts ${JSON.stringify(value)}`, () => {
      expect(argumentFailures({ ...good, timeouts: value })).to.deep.equal([{ property, reason }]);
    });
  }

  it("names every unknown argument, also one that every object has", () => {
    const reason =
      "is an unknown argument; valid arguments are instanceId, projectId, region, endpoint, cloud, failOnError and triggers";
    const wrong = { instanceID: "x", toString: "y", constructor: unknownValue };
    expect(argumentFailures({ ...good, ...wrong, notGiven: undefined })).to.deep.equal(
      Object.keys(wrong).map((property) => ({ property, reason })),
    );
  });

  it("names all that are wrong at once, one failure each", () => {
    const found = argumentFailures({
      projectId: 7,
      region: "a b",
      failOnError: "no",
      timeouts: { create: "x" },
      extra: 1,
    });
    expect(found.map(({ property }) => property).sort()).to.deep.equal([
      "extra",
      "failOnError",
      "instanceId",
      "projectId",
      "region",
      "timeouts.create",
    ]);
  });

  it("names what is wrong beside what is unknown", () => {
    const found = argumentFailures({ instanceId: unknownValue, projectId: "a b" });
    expect(found).to.deep.equal([{ property: "projectId", reason: `${idRule}: ${projectText}` }]);
  });
});

describe("endpointFault", () => {
  for (const address of ["http://127.0.0.1:8787", "http://127.5.5.5", "http://localhost:1", "http://[::1]:80/x"]) {
    it(`plain HTTP is for this machine: ${address}`, () => expect(endpointFault(address)).to.equal(null));
  }
  it("plain HTTP elsewhere only when it is allowed", () => {
    expect(endpointFault("http://10.0.0.1")).to.equal(httpsRule);
    expect(endpointFault("http://10.0.0.1", true)).to.equal(null);
    expect(endpointFault("ftp://10.0.0.1", true)).to.equal(httpsRule);
  });
});
