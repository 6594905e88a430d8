import { expect } from "chai";
import {
  areOutputs,
  identityOf,
  idOf,
  outputsOf,
  parseGivenId,
  parseStoredId,
  storedCloud,
  targetOf,
} from "../../../provider/core/outputs";
import { success } from "../helpers/pollResults";

const target = { projectId: "p-1", instanceId: "gw-1", endpoint: "https://h" };
const corrected = "correct the state (pulumi stack export, pulumi stack import)";

describe("what a state holds, which somebody may have edited", () => {
  for (const id of ["p-1/gw-1", "gw-1", "/gw-1"])
    it(`the id ${id} is read`, () => expect(parseStoredId(id).instanceId).to.equal("gw-1"));

  for (const id of ["p-1/../x", "p 1/gw-1", "p-1/gw 1", "", "p-1/"]) {
    it(`the id "${id}" is none: nothing is asked`, () => {
      expect(() => parseStoredId(id)).to.throw(
        `the id in the state of this resource must be {projectId}/{instanceId}, each 1 to 64 letters, digits, hyphens or underscores, not "${id}": ${corrected}`,
      );
    });
  }

  it("the gateway is that of the id, where the id is whole", () => {
    expect(identityOf("p-1/gw-1")).to.deep.equal({ projectId: "p-1", instanceId: "gw-1" });
    expect([identityOf("gw-1"), identityOf("p-1/a b")]).to.deep.equal([{}, {}]);
  });

  it("an entry of clouds.yaml is a text, or none", () => {
    expect(["otc", undefined, null].map((cloud) => storedCloud({ cloud }))).to.deep.equal([
      "otc",
      undefined,
      undefined,
    ]);
    expect(() => storedCloud({ cloud: 7 })).to.throw(
      `cloud in the state of this resource must be the name of an entry of clouds.yaml, not 7: ${corrected}`,
    );
  });

  it("outputs are told from arguments by what only outputs have", () => {
    expect([areOutputs(outputsOf({}, target, success)), areOutputs({ status: null })]).to.deep.equal([true, true]);
    expect([areOutputs({ region: "eu-de" }), areOutputs({ status: "x" }, { status: "x" })]).to.deep.equal([
      false,
      false,
    ]);
  });

  it("what was not found is an empty text", () => {
    const nowhere = { projectId: null, instanceId: "gw-1", endpoint: null };
    expect(targetOf(nowhere)).to.deep.equal({ projectId: "", instanceId: "gw-1", endpoint: "" });
    expect(idOf(nowhere)).to.equal("/gw-1");
  });
});

describe("an id that a person gives", () => {
  it("may leave the project out, and has no third part", () => {
    expect(parseGivenId("gw-1")).to.deep.equal({ instanceId: "gw-1" });
    expect(parseGivenId("p-1/gw-1")).to.deep.equal({ projectId: "p-1", instanceId: "gw-1" });
    expect(() => parseGivenId("a/b/c")).to.throw(
      'the id must be {instanceId} or {projectId}/{instanceId}, not "a/b/c"',
    );
  });
});
