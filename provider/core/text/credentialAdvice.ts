import type { Problem } from "../problem";

export type CredentialKind = "token" | "access key" | "password" | "server agency";

interface Advice {
  readonly codes: readonly string[];
  /** For codes that mean several things: the server's words. They never count without the code, since any page may have them. */
  readonly words?: RegExp;
  readonly advice: string;
}

/** "Incorrect IAM authentication information"; older gateways have the other prefix. */
const incorrect = ["APIGW.0301", "APIG.0301"];
/** The status, which Keystone's form of an error repeats in place of a code. */
const unauthorized = ["401"];

const unknownKey =
  "check the access key, which this cloud does not know; it may be deleted, of another cloud, or a temporary one whose security token is missing";
const cutToken = "get a new token, since this one is cut short or of another region";
const lockedUser = "wait 15 minutes, since the user is locked after several failures, then correct the password";

/**
 * What a refusal of a credential means and what to do; the first row that fits counts. Sources: error codes of the management API
 * (`APIC.`, `APIG.`), of the gateway in front of it (`APIGW.`, whose 0301 says more in its text) and of IAM.
 */
const known: readonly Advice[] = [
  {
    codes: incorrect,
    words: /\bsignature expired\b/i,
    advice: "set this machine's clock, since a signature is valid for 15 minutes",
  },
  {
    codes: incorrect,
    words: /\breach the limit\b/i,
    advice: "wait 5 minutes, since the access key is locked after several failures, then correct the secret key",
  },
  {
    codes: incorrect,
    words: /\bak (\S+ )?not exist\b|\bget secretkey failed\b/i,
    advice: unknownKey,
  },
  {
    codes: incorrect,
    words: /\baksk signature fail\b/i,
    advice: "correct the secret key, which does not fit the access key",
  },
  { codes: ["IAM.1104", "IAM.1105", "IAM.1106", "IAM.1107"], advice: unknownKey },
  { codes: ["IAM.1108"], advice: "get a new temporary access key, since the security token has expired" },
  { codes: incorrect, words: /\bdecrypt token fail\b/i, advice: cutToken },
  { codes: ["APIGW.0307", "APIG.0307"], advice: cutToken },
  { codes: ["APIC.7101", "APIG.1001"], advice: "get a new token, since this one has expired" },
  {
    codes: ["APIC.7103", "APIG.1003"],
    advice: "get a token that is scoped to the gateway's project, since this one belongs to no project",
  },
  { codes: ["APIG.1012"], advice: "pay into the account, which has no balance" },
  { codes: ["APIG.1011", "APIG.1013"], advice: "see the console, since the account is frozen or must be verified" },
  { codes: ["IAM.0061"], advice: lockedUser },
  { codes: unauthorized, words: /\b(user|account)\b.{0,40}\blocked\b/i, advice: lockedUser },
  { codes: ["IAM.0066"], advice: "set a new password in the console, since this one has expired" },
];

const byKind: Readonly<Record<CredentialKind, string>> = {
  token: "get a new token of this cloud, scoped to the gateway's project",
  "access key": "check access key and secret key",
  password:
    "check user name, password and account (domainName, such as OTC-EU-DE-...); a HUAWEI ID cannot log in with a password, an IAM user can",
  "server agency": "check that the server's agency is for ECS and may read API Gateway",
};

/** What to do about a refused credential. */
export function adviceOn({ apiCode, said = "" }: Pick<Problem, "apiCode" | "said">, kind: CredentialKind): string {
  // Without a code it is no answer of the cloud's, such as a page of a firewall.
  const fits = ({ codes, words }: Advice) =>
    apiCode !== undefined && codes.includes(apiCode) && (words?.test(said) ?? true);
  return known.find(fits)?.advice ?? byKind[kind];
}
