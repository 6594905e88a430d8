import { expect } from "chai";
import { fullUrn, resourceType, shortUrn } from "../../../provider/core/rowUrn";

describe("shortUrn", () => {
  for (const [what, parents, name, short] of [
    ["without a parent", "", "orders", "dev::shop::::orders"],
    ["with parents", "my:shop:Api$my:shop:Gate$", "orders", "dev::shop::my:shop:Api$my:shop:Gate$::orders"],
    ["with a name that looks like more", "", "a::b:::c$", "dev::shop::::a::b:::c$"],
  ] as const) {
    it(`${what} comes back as it was`, () => {
      const urn = `urn:pulumi:dev::shop::${parents}${resourceType}::${name}`;
      expect(shortUrn(urn)).to.equal(short);
      expect(fullUrn(short)).to.equal(urn);
    });
  }
});
