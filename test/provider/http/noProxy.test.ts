import { expect } from "chai";
import { isExempt } from "../../../provider/http/proxyFor";

const own = "https://api.example";

// Each row was put to curl 7.88.1 too; the last word tells where it differs.
describe("NO_PROXY", () => {
  for (const [list, address, exempt] of [
    ["", own, false],
    [",", own, false],
    [".", own, false],
    ["*", own, true],
    ["x, *", own, true, "curl takes * alone; Go and Python take it in a list"],
    ["api.example", own, true],
    ["API.example", "https://Api.EXAMPLE", true],
    ["example", own, true],
    [".example", own, true],
    [".example", "https://example", true],
    ["*.example", own, true, "curl has no patterns; Go has this one"],
    ["example", "https://notexample", false],
    ["api.example", "https://my-api.example", false],
    ["api.example", "https://api.example.", true],
    ["api.example.", own, true],
    ["other,api.example", own, true],
    ["other api.example", own, true],
    [" other ,\tapi.example ", own, true],
    ["api.example:443", own, true, "curl has no ports; Go has"],
    ["api.example:8443", own, false],
    ["api.example:8443", "https://api.example:8443", true, "the same"],
    ["api.example:80", "http://api.example", true, "the same"],
    ["api.example", "https://api.example:8443", true],
    ["10.0.0.0/8", "https://10.1.2.3", true],
    ["10.0.0.0/8", "https://11.1.2.3", false],
    ["10.0.0.0/8", "https://h10.0.0.1.example", false],
    ["10.1.192.0/18", "https://10.1.200.3", true],
    ["10.1.0.0/16", "https://10.9.2.3", false],
    ["10.1.2.3", "https://10.1.2.3", true],
    ["10.1.2.3/32", "https://10.1.2.3", true],
    ["10.1.2.3:443", "https://10.1.2.3", true, "ports"],
    ["10.0.0.0/33", "https://10.1.2.3", false],
    ["10/8", "https://10.1.2.3", false],
    ["2.3", "https://10.1.2.3", false],
    [".2.3", "https://10.1.2.3", false],
    ["0.0.0.0/0", "https://10.1.2.3", true, "curl takes /0 for one address; Go takes it for all"],
    ["fd00::1", "https://[fd00::1]", true],
    ["FD00:0:0:0::1", "https://[fd00::1]", true, "curl compares the text"],
    ["[fd00::1]", "https://[fd00::1]", true, "brackets came with curl 8"],
    ["[fd00::1]:443", "https://[fd00::1]", true, "ports"],
    ["[fd00::1]:80", "https://[fd00::1]", false],
    ["fd00::/8", "https://[fd00::1]", true, "this curl does not see it, though its manual names it"],
    ["[fd00::]/8", "https://[fd00::1]", true, "the same"],
    ["fe00::/8", "https://[fd00::1]", false],
    ["fd00::/129", "https://[fd00::1]", false],
    ["fd00::/8", "https://10.1.2.3", false],
    ["10.0.0.0/8", "https://[fd00::1]", false],
  ] as const) {
    it(`"${list}" ${exempt ? "names" : "does not name"} ${address}`, () => {
      expect(isExempt(new URL(address), list)).to.equal(exempt);
    });
  }
});
