import { expect } from "chai";
import { rowRoom } from "../../../provider/engine/rowRoom";

describe("the room of a row", () => {
  const room = (types: string) => rowRoom(`urn:pulumi:dev::app::${types}::orders`, 120);
  const type = "pulumi-nodejs:dynamic/apig:GatewayReadiness";

  it("is smaller for a longer type, and by three columns for each parent component", () => {
    expect(room(type) - room(`${type}12345`)).to.equal(5);
    expect(room(type) - room(`a:b:C$${type}`)).to.equal(3);
  });
});
