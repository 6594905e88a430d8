import { expect } from "chai";
import fc from "fast-check";
import { argumentFailures } from "../../provider/core/arguments";
import { changesOf } from "../../provider/core/changes";
import { durationMs, formatDuration, isDuration } from "../../provider/core/duration";
import { otherNames, resolveConnection } from "../../provider/credentials/resolve";
import { fields, names } from "../../provider/credentials/settings/names";
import { ApigError } from "../../provider/errors";
import { parseProxyAddress } from "../../provider/http/proxyAddress";
import { settings } from "../provider/credentials/settings";
import { expectHarmless } from "../provider/helpers/harmless";
import { hostileText, secret, secretMark } from "./arbitraries";
import { inTime, parameters } from "./parameters";

const plain = fc.constantFrom(
  "eu-de",
  "EU-DE",
  "cn-north-4_team",
  "a%",
  "evil.test?",
  "https://x.example",
  "true",
  "no",
  "otc",
  "user",
  "p",
);
const places = fields.flatMap((field) =>
  [...names[field].hw, ...names[field].os, ...names[field].sdk].map((place) => [place, names[field].secret] as const),
);
const value = fc.oneof({ weight: 3, arbitrary: plain }, hostileText);

/** Variables, of which those that are secret hold the mark. */
const env = fc
  .array(fc.tuple(fc.constantFrom(...places), value, secret), { maxLength: 8 })
  .map((set) => Object.fromEntries(set.map(([[name, isSecret], text, hidden]) => [name, isSecret ? hidden : text])));
const config = fc
  .array(fc.tuple(fc.constantFrom(...fields), value, secret), { maxLength: 4 })
  .map((set) => Object.fromEntries(set.map(([field, text, hidden]) => [field, names[field].secret ? hidden : text])));
const place = fc.constantFrom("https://x.example", "https://apig.eu-de.otc.t-systems.com/a", "http://127.0.0.1:9");
const wanted = fc.record({ region: plain, endpoint: place, cloud: plain, projectId: plain }, { requiredKeys: [] });

const entry = fc.dictionary(
  fc.oneof(fc.constantFrom("region_name", "regions", "profile", "verify", "auth_type", "cacert", "auth"), hostileText),
  fc.oneof(value, fc.jsonValue()),
  { maxKeys: 5 },
);
const yaml = fc.oneof(
  fc
    .dictionary(fc.oneof(fc.constantFrom("otc", "user", "__proto__"), hostileText), entry, { maxKeys: 3 })
    .map((clouds) => JSON.stringify({ clouds })),
  fc
    .tuple(hostileText, hostileText)
    .map(([a, b]) => `clouds:\n  otc:\n    region_name: ${a}\n    auth: {ak: ${b}, sk: ${secretMark}\n`),
  fc.constantFrom(
    "&a [*a]",
    "clouds: &c {otc: *c}",
    "clouds:\n\t- x",
    "? : :",
    "--- \n...\n---",
    "clouds: !!js/function x",
  ),
  hostileText,
);

describe("fuzz: settings", () => {
  it("environment, stack config, clouds.yaml: a credential for checked hosts, or an error of ours without secrets", async () => {
    await fc.assert(
      fc.asyncProperty(env, config, wanted, yaml, async (variables, stack, asked, text) => {
        fc.pre(argumentFailures({ instanceId: "gw", ...asked }).length === 0);
        const source = settings(stack, variables, { "/program/clouds.yaml": text });
        try {
          const { endpoint, iam, name, profile } = await inTime(() => resolveConnection(asked, source));
          for (const address of [endpoint, ...(iam ? [iam] : [])])
            expect(new URL(address).href).not.to.match(/[@\\?#]/);
          expectHarmless([name, ...otherNames(asked, source, profile)]);
        } catch (error) {
          if (!(error instanceof ApigError)) throw error;
          expectHarmless(error.message, [secretMark]);
        }
      }),
      parameters,
    );
  });

  it("arguments: failures that name rule and fix, and never a throw", async () => {
    const argument = fc.oneof(value, fc.jsonValue(), fc.constant({ toString: 1 }));
    const keys = fc.oneof(
      fc.constantFrom("instanceId", "projectId", "region", "endpoint", "cloud", "failOnError", "triggers", "timeouts"),
      hostileText,
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(keys, argument), async (inputs) => {
        for (const { reason } of await inTime(() => argumentFailures(inputs))) expectHarmless(reason);
        if (argumentFailures({ instanceId: "x", ...inputs }).length === 0) changesOf({}, inputs as never);
      }),
      parameters,
    );
  });

  it("durations: what is one has a length that the engine can count", () => {
    const unit = fc.constantFrom("ns", "us", "µs", "ms", "s", "m", "h", "d", "", " ", "-");
    const text = fc.oneof(
      fc
        .array(fc.tuple(fc.oneof(fc.nat().map(String), fc.double().map(String), fc.constant("9".repeat(90))), unit))
        .map((parts) => parts.flat().join("")),
      hostileText,
    );
    fc.assert(
      fc.property(text, (written) => {
        if (!isDuration(written)) return;
        expect(durationMs(written)).to.be.within(0, 2 ** 63 / 1e6);
        expect(formatDuration(durationMs(written))).to.match(/^(\d+h)?(\d+m)?\d+s$/);
      }),
      parameters,
    );
  });

  it("addresses of proxies: an address, or an error of ours that shows nothing of it", async () => {
    await fc.assert(
      fc.asyncProperty(
        hostileText,
        secret,
        fc.constantFrom("http://", "socks5://", "", "ftp://", "http:/"),
        async (host, hidden, scheme) => {
          try {
            await inTime(() => parseProxyAddress(`${scheme}user:${hidden}@${host}`, "HTTPS_PROXY"));
          } catch (error) {
            if (!(error instanceof ApigError)) throw error;
            expectHarmless(error.message, [secretMark]);
          }
        },
      ),
      parameters,
    );
  });
});
