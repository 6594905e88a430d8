import type { Credential } from "./credential";

type Kind = Credential["kind"];
type Advice = readonly [pattern: RegExp, advice: string];

/**
 * What a refusal of a credential means and what to do; the first that fits. Sources: error codes of the management API
 * (`APIC.`, `APIG.`), of the gateway in front of it (`APIGW.`, whose 0301 says more in its text) and of IAM.
 */
const known: readonly Advice[] = [
  [/signature expired/i, "set this machine's clock: a signature is good for 15 minutes"],
  [
    /reach the limit/i,
    "the access key is locked for 5 minutes after several failures: wait, then correct the secret key",
  ],
  [/aksk signature fail/i, "the secret key does not fit the access key: correct it"],
  [
    /ak (\S+ )?not exist|Get secretKey failed|IAM\.110[4-7]/i,
    "this cloud does not know the access key: it may be deleted or of another cloud, or a temporary one whose security token is missing",
  ],
  [/IAM\.1108/, "the security token has expired: get a new temporary access key"],
  [/decrypt token fail|APIG(W)?\.0307/i, "the token is not one of this region, or cut short: get a new one"],
  [/APIC\.7101|APIG\.1001/, "the token has expired: get a new one"],
  [/APIC\.7103|APIG\.1003/, "the token belongs to no project: get one that is scoped to the gateway's project"],
  [/APIG\.1012/, "the account has no balance"],
  [/APIG\.101[13]/, "the account must be verified or is frozen: see the console"],
  [/IAM\.0061|locked/i, "the user is locked after several failures: wait 15 minutes, then correct the password"],
  [/IAM\.0066/, "the password has expired: set a new one in the console"],
];

const byKind: Readonly<Record<Kind, string>> = {
  token: "get a new token: one of this cloud, scoped to the gateway's project",
  "access key": "check access key and secret key",
  password:
    "check user name, password and account (domainName, such as OTC-EU-DE-...); a HUAWEI ID has no password login, an IAM user has",
  "server agency": "check that the server's agency is one of ECS and may read API Gateway",
};

/** What to do about a refused credential. */
export function adviceOn(refusal: string, kind: Kind): string {
  return known.find(([pattern]) => pattern.test(refusal))?.[1] ?? byKind[kind];
}

const tolerableSkewMs = 5 * 60_000;

/** Says by how much this machine's clock is off, from an answer's `date`; null if it does not matter. */
export function clockFault(date: string | null, nowMs: number): string | null {
  const off = nowMs - Date.parse(date ?? "");
  if (Number.isNaN(off) || Math.abs(off) < tolerableSkewMs) return null;
  return `this machine's clock is ${Math.round(Math.abs(off) / 60_000)} minutes ${off > 0 ? "ahead" : "behind"}`;
}
