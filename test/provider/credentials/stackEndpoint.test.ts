import { expect } from "chai";
import { stackEndpoint, type Wanted } from "../../../provider/credentials/addresses";

const otc = "https://apig.eu-de.otc.t-systems.com";

describe("stackEndpoint: where the stack config puts a resource", () => {
  const rows: [rule: string, config: Record<string, string>, args: Wanted, expected: string | undefined][] = [
    ["nothing set", {}, {}, undefined],
    [
      "its endpoint, without slashes at the end",
      { endpoint: "https://gate.example/x//" },
      {},
      "https://gate.example/x",
    ],
    ["its region", { region: "eu-de" }, {}, otc],
    ["its region in any case, with a sub-project", { region: "EU-DE_team" }, {}, otc],
    ["not a region that is none", { region: "evil.test?" }, {}, undefined],
    ["its region and cloud", { region: "r-1", cloudDomain: "example.eu" }, {}, "https://apig.r-1.example.eu"],
    ["endpoint before region", { region: "eu-de", endpoint: "https://gate" }, {}, "https://gate"],
    ["not where the program names an endpoint", { endpoint: "https://gate" }, { endpoint: "https://own" }, undefined],
    ["not its region where the program names one", { region: "eu-de" }, { region: "eu-nl" }, undefined],
    ["its endpoint also where the program names a region", { endpoint: otc }, { region: "eu-nl" }, otc],
    ["not where the program names an entry of clouds.yaml", { endpoint: otc }, { cloud: "otc" }, undefined],
    ["not its region where it names an entry of clouds.yaml itself", { region: "eu-de", cloud: "otc" }, {}, undefined],
  ];
  for (const [rule, config, args, expected] of rows) {
    it(rule, () =>
      expect(stackEndpoint(args, { config: (key) => config[key], env: { HW_REGION_NAME: "eu-nl" } })).to.equal(
        expected,
      ),
    );
  }
});
