import { formatDuration } from "../core/duration";
import type { Credential } from "./credential";
import { tolerableMs } from "./serverTime";

type Kind = Credential["kind"];
type Advice = readonly [pattern: RegExp, advice: string];

/**
 * What a refusal of a credential means and what to do; the first match counts. Sources: error codes of the management API
 * (`APIC.`, `APIG.`), of the gateway in front of it (`APIGW.`, whose 0301 says more in its text) and of IAM.
 */
const known: readonly Advice[] = [
  [/signature expired/i, "set this machine's clock, since a signature is valid for 15 minutes"],
  [
    /reach the limit/i,
    "wait 5 minutes, since the access key is locked after several failures, then correct the secret key",
  ],
  [/aksk signature fail/i, "correct the secret key, which does not fit the access key"],
  [
    /ak (\S+ )?not exist|Get secretKey failed|IAM\.110[4-7]/i,
    "check the access key, which this cloud does not know; it may be deleted, of another cloud, or a temporary one whose security token is missing",
  ],
  [/IAM\.1108/, "get a new temporary access key, since the security token has expired"],
  [/decrypt token fail|APIG(W)?\.0307/i, "get a new token, since this one is cut short or of another region"],
  [/APIC\.7101|APIG\.1001/, "get a new token, since this one has expired"],
  [
    /APIC\.7103|APIG\.1003/,
    "get a token that is scoped to the gateway's project, since this one belongs to no project",
  ],
  [/APIG\.1012/, "pay into the account, which has no balance"],
  [/APIG\.101[13]/, "see the console, since the account is frozen or must be verified"],
  [
    /IAM\.0061|\b(user|account)\b.{0,40}\blocked\b/i,
    "wait 15 minutes, since the user is locked after several failures, then correct the password",
  ],
  [/IAM\.0066/, "set a new password in the console, since this one has expired"],
];

const byKind: Readonly<Record<Kind, string>> = {
  token: "get a new token of this cloud, scoped to the gateway's project",
  "access key": "check access key and secret key",
  password:
    "check user name, password and account (domainName, such as OTC-EU-DE-...); a HUAWEI ID cannot log in with a password, an IAM user can",
  "server agency": "check that the server's agency is for ECS and may read API Gateway",
};

/** What to do about a refused credential. */
export function adviceOn(refusal: string, kind: Kind): string {
  return known.find(([pattern]) => pattern.test(refusal))?.[1] ?? byKind[kind];
}

/** The error of this machine's clock, by an answer's `date`; null if it does not matter. */
export function clockFault(date: string | null, nowMs: number): string | null {
  const off = nowMs - Date.parse(date ?? "");
  if (Number.isNaN(off) || Math.abs(off) <= tolerableMs) return null;
  return `this machine's clock is ${formatDuration(Math.abs(off))} ${off > 0 ? "ahead" : "behind"}`;
}
