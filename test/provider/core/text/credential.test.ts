import { expect } from "chai";
import { problemOf } from "../../../../provider/core/problem";
import { adviceOn, type CredentialKind as Kind } from "../../../../provider/core/text/credential";
import { refusalIn } from "../../../../provider/credentials/session";

const page = (words: string) => `<!DOCTYPE html><html><head><title>403</title></head><body>${words}</body></html>`;
const coded = (code: string, message: string) => JSON.stringify({ error_code: code, error_msg: message });
const incorrect = (words: string) => coded("APIGW.0301", `Incorrect IAM authentication information: ${words}`);
const keystone = (message: string) => JSON.stringify({ error: { code: 401, message, title: "Unauthorized" } });

/** The advice on a refusal with this body, as a session gives it. */
function adviceFor(body: string, kind: Kind, status: number): string {
  const reply = { status, headers: new Headers(), text: body };
  const problem = problemOf(reply, (text) => text, { source: "api", host: "h" });
  const refusal = refusalIn(problem, reply, Date.now());
  if (refusal === null) throw new Error("this is no refusal");
  return adviceOn(refusal, kind);
}

describe("advice on a refused credential", () => {
  const rows: readonly [what: string, body: string, kind: Kind, advice: string, status?: number][] = [
    [
      "a clock that is off",
      incorrect("signature expired, signature time:20260102T030405Z"),
      "access key",
      "correct this machine's clock",
    ],
    ["an older gateway", coded("APIG.0301", "x: signature expired"), "access key", "correct this machine's clock"],
    ["a locked key", incorrect("AK access failed to reach the limit,forbidden"), "access key", "wait 5 minutes"],
    [
      "a wrong secret",
      incorrect("verify aksk signature fail, canonicalRequest:GET|/v2/"),
      "access key",
      "correct the secret key",
    ],
    [
      "an unknown key",
      incorrect("verify aksk signature fail, ak HWAK not exist"),
      "access key",
      "check the access key: this cloud does not know",
    ],
    [
      "another word for it",
      incorrect("Get secretKey failed"),
      "access key",
      "check the access key: this cloud does not know",
    ],
    [
      "a key that IAM does not know",
      coded("IAM.1105", "x"),
      "access key",
      "check the access key: this cloud does not know",
      400,
    ],
    ["a temporary key that has expired", coded("IAM.1108", "x"), "access key", "get a new temporary access key", 400],
    ["a token that is cut", incorrect("decrypt token fail"), "token", "get a new token: this one is truncated"],
    ["a token of another region", coded("APIGW.0307", "x"), "token", "get a new token: this one is truncated"],
    ["an expired token", coded("APIC.7101", "x"), "token", "get a new token: this one has expired"],
    ["a token without a project", coded("APIG.1003", "x"), "token", "get a token scoped to the gateway's project"],
    ["no balance", coded("APIG.1012", "x"), "token", "top up the account"],
    ["a frozen account", coded("APIG.1013", "x"), "token", "check the console: the account is frozen"],
    [
      "a locked user",
      coded("IAM.0061", "x"),
      "password",
      "correct the password and wait 15 minutes: the user is locked",
    ],
    [
      "a locked user in Keystone's form",
      keystone("The account is locked."),
      "password",
      "correct the password and wait 15 minutes: the user is locked",
    ],
    ["an expired password", coded("IAM.0066", "x"), "password", "set a new password"],
  ];
  for (const [what, body, kind, advice, status = 401] of rows) {
    it(`goes by the code, and by words where that does not tell: ${what}`, () => {
      expect(adviceFor(body, kind, status)).to.include(advice);
    });
  }

  const general: Readonly<Record<"token" | "access key" | "password", string>> = {
    token: "get a new token of this cloud, scoped to the gateway's project",
    "access key": "check the access key and the secret key",
    password: "check user name, password and account",
  };
  const strangers: readonly [what: string, body: string][] = [
    ["a firewall that blocked", page("Your account was blocked by policy. User bob, access blocked.")],
    ["a proxy's own account", page("The proxy user account is locked. Call the help desk.")],
    ["a page with IAM's code", page("See IAM.0061 and IAM.1104, APIC.7101, APIG.1012.")],
    ["an advertisement", page("Has your signature expired? Renew it before you reach the limit!")],
    ["a page about keys", page("verify aksk signature fail; Get secretKey failed; decrypt token fail")],
    ["a plain text", "user account locked, signature expired"],
    ["an empty answer", ""],
    [
      "Keystone's form of a firewall",
      keystone("The user's account is blocked; he clocked in late, all doors unlocked"),
    ],
    ["Keystone's form with words of the gateway", keystone("signature expired, decrypt token fail")],
    ["a code that tells all", coded("APIC.7102", "the user account is locked; signature expired")],
    ["a code that nobody knows", coded("PROXY.1", "signature expired; account locked")],
    ["words with more letters", incorrect("resignature expiredly; breach the limits; aksk signature failed")],
    ["a number in place of a message", '{"error_code":7101,"error_msg":61}'],
  ];
  for (const [what, body] of strangers) {
    for (const [kind, advice] of Object.entries(general)) {
      it(`is the general one for ${what}, ${kind}`, () => {
        expect(adviceFor(body, kind as Kind, 401)).to.include(advice);
      });
    }
  }
});
