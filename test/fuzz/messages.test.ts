import fc from "fast-check";
import { inventory } from "../../provider/cli/doctor";
import { reviewConfig } from "../../provider/cli/stackConfig";
import { invalidSetting, said } from "../../provider/core/foreignText";
import { formatOutcome } from "../../provider/core/message";
import { otherNames, resolveConnection, type Wanted } from "../../provider/credentials/resolve";
import { ApigError } from "../../provider/errors";
import { tlsOptions } from "../../provider/http/tls";
import { pollingOf } from "../../provider/wait/gatewayWait";
import { openConnection, worldOf } from "../provider/credentials/emulated";
import { settings } from "../provider/credentials/settings";
import { reply } from "../provider/helpers/connection";
import { expectHarmless, expectHarmlessMessage } from "../provider/helpers/harmless";
import { creating, ended, missing, saw } from "../provider/helpers/pollResults";
import { body, hostileText, secretMark } from "./arbitraries";
import { inTime, parameters } from "./parameters";

const named = hostileText.filter((text) => text.trim() !== "" && !/^(["']).*\1$/s.test(text.trim()));
/** What the doctor says of a credential. */
function listed(wanted: Wanted, source: ReturnType<typeof settings>): string {
  const known = resolveConnection(wanted, source);
  return inventory(known, otherNames(wanted, source, known.profile));
}
const keys = { HW_ACCESS_KEY: "AK", HW_SECRET_KEY: secretMark, HW_REGION_NAME: "eu-de" };
const user = { OS_USERNAME: "u", OS_PASSWORD: secretMark, OS_USER_DOMAIN_NAME: "d", OS_REGION_NAME: "eu-de" };

/** What it throws is an error of ours that harms nobody. */
async function harmlessFailure(act: () => unknown): Promise<void> {
  try {
    await inTime(act);
  } catch (error) {
    if (!(error instanceof ApigError)) throw error;
    expectHarmlessMessage(error.message, [secretMark]);
  }
}

describe("fuzz: values of settings in messages", () => {
  it("a template quotes and bounds each value in it, and each of a list", () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, fc.jsonValue(), fc.constant({ toString: 1 })), hostileText, (value, text) => {
        expectHarmless(said`a ${value} b ${text}`);
        expectHarmless(invalidSetting`${[text, value, text]}`.message, [], 2_000);
      }),
      parameters,
    );
  });

  it("names of agency, account, user and project that IAM refuses", async () => {
    const good = fc.constantFrom('{"projects":[]}', '{"token":{"project":{"id":"p","name":"n"}}}', '{"token":{}}');
    const status = fc.constantFrom(200, 201, 400, 401, 403, 404, 409, 503);
    await fc.assert(
      fc.asyncProperty(named, named, named, status, fc.oneof(body, good), async (first, second, third, code, text) => {
        const agency = { HW_ASSUME_ROLE_AGENCY_NAME: first, HW_ASSUME_ROLE_DOMAIN_NAME: second };
        const names = { OS_PROJECT_NAME: first, OS_USERNAME: second, OS_USER_DOMAIN_NAME: third };
        const token = { HW_AUTH_TOKEN: secretMark, HW_PROJECT_NAME: first, HW_REGION_NAME: "eu-de" };
        const send = async () => ({ ...reply(code, {}), text });
        for (const env of [{ ...keys, ...agency }, { ...keys, HW_PROJECT_NAME: third }, { ...user, ...names }, token]) {
          const world = worldOf({ transport: () => send });
          await harmlessFailure(() => openConnection({}, settings({}, env), world));
        }
      }),
      parameters,
    );
  });

  it("what the doctor lists, and keys of the stack config that nothing reads", () => {
    fc.assert(
      fc.property(named, named, (name, key) => {
        const env = { ...user, OS_USERNAME: name, OS_PROJECT_ID: "p", OS_USER_DOMAIN_NAME: key };
        expectHarmless(listed({}, settings({}, env)), [secretMark]);
        const { checks } = reviewConfig({ [`apig:${key}`]: { value: secretMark }, "apig:region": { value: "eu-de" } });
        for (const { text, advice } of checks) expectHarmless([text, advice], [secretMark]);
      }),
      parameters,
    );
  });

  it("names of files, entries, profiles and regions", async () => {
    const clouds = (entry: string, region: string, cacert: string) =>
      JSON.stringify({
        clouds: { [entry]: { profile: "otc", regions: [region], auth: { token: secretMark }, cacert }, [cacert]: {} },
      });
    const koo = (source: string, mode: string, current: string) =>
      JSON.stringify({
        current,
        profiles: [
          { name: source, mode: "", accessKeyId: secretMark, secretAccessKey: secretMark, region: mode },
          { name: mode, mode },
          { name: current, mode: "AssumeRole", agencyName: mode, agencyDomainName: source, sourceProfile: source },
        ],
      });
    await fc.assert(
      fc.asyncProperty(named, named, named, async (first, second, third) => {
        const files = {
          "/program/clouds.yaml": clouds(first, second, third),
          "/p.json": koo(first, second, third),
          "/c.ini": `[${first}]\nak = ${secretMark}\n[basic]\nak = ${secretMark}\n${second} = x\n`,
        };
        for (const env of [
          { OS_CLOUD: first },
          { OS_CLOUD: second },
          { OS_CLIENT_CONFIG_FILE: first },
          { HW_SHARED_CONFIG_FILE: first },
          { HW_SHARED_CONFIG_FILE: "/p.json", HW_PROFILE: second },
          { HW_SHARED_CONFIG_FILE: "/p.json" },
          { HUAWEICLOUD_SDK_CREDENTIALS_FILE: "/c.ini" },
          { ...keys, OS_CACERT: `~/${first}`, HW_CLOUD: second },
          { ...keys, HW_CLOUD: "100" },
          {},
        ]) {
          const source = settings({ polling: third }, env, files);
          for (const wanted of [{}, { cloud: first }, { cloud: second }])
            await harmlessFailure(() => expectHarmless(listed(wanted, source), [secretMark]));
          await harmlessFailure(() => resolveConnection({ storedEndpoint: third, lastEndpoint: first }, source));
          await harmlessFailure(() => pollingOf(source));
        }
        await harmlessFailure(() => tlsOptions({ insecure: false, caCertFile: first }));
      }),
      parameters,
    );
  });

  it("a wait's outcome for ids that somebody wrote into the state", () => {
    fc.assert(
      fc.property(named, named, (instanceId, projectId) => {
        const context = { instanceId, projectId, endpoint: "https://h", timeout: "read" } as const;
        for (const kind of ["missing", "refused", "timed-out", "interrupted"] as const) {
          for (const last of [null, saw(creating)]) {
            for (const code of ["APIG_FORBIDDEN", "APIG_NOT_FOUND"] as const) {
              expectHarmlessMessage(formatOutcome(ended(kind, { last, lastProblem: { ...missing, code } }), context));
            }
          }
        }
      }),
      parameters,
    );
  });
});
