import { ApigError } from "../errors";
import type { Field } from "./settings/names";
import type { Profile, Setting } from "./settings/profile";

/** An agency of another account, which a credential assumes: its requests are then made in that account. */
export interface Agency {
  readonly name: string;
  /** The account that delegates. */
  readonly domain: { readonly id: string } | { readonly name: string };
  /** How long temporary keys are to live; null: as IAM likes. */
  readonly durationSeconds: number | null;
  /** The account's project that the gateway is in, by name; null: as for any credential. */
  readonly project: string | null;
}

const parts: readonly Field[] = ["agencyName", "agencyDomainName", "agencyDomainId", "delegatedProject"];

/** The agency that the first of these origins names, or null. Throws where it names only a part of one. */
export function agencyOf(origins: readonly Profile[]): Agency | null {
  for (const { unsupported } of origins) if (unsupported && isOidc(unsupported)) throw noOidc(unsupported);
  const values = origins.find(namesAgency)?.values;
  if (values === undefined) return null;
  const { agencyName, agencyDomainName, agencyDomainId, agencyDuration, delegatedProject } = values;
  const [given] = parts.flatMap((field) => values[field] ?? []);
  if (!agencyName)
    throw partOf(given, "the agency's name (apig:agencyName, HW_ASSUME_ROLE_AGENCY_NAME, OS_AGENCY_NAME)");
  const domain = agencyDomainId ? { id: agencyDomainId.value } : agencyDomainName && { name: agencyDomainName.value };
  if (!domain) {
    throw partOf(
      agencyName,
      "the account that delegates (apig:agencyDomainName, HW_ASSUME_ROLE_DOMAIN_NAME, OS_AGENCY_DOMAIN_NAME)",
    );
  }
  return {
    name: agencyName.value,
    domain,
    durationSeconds: agencyDuration ? Number(agencyDuration.value) : null,
    project: delegatedProject?.value ?? null,
  };
}

/** Whether an origin asks for an agency at all. */
export function namesAgency({ values }: Profile): boolean {
  return parts.some((field) => values[field]);
}

/**
 * An agency changes which account is meant, so it is never passed over: one that stands in the environment beside no
 * credential is an error, unless the credential that is used assumes one itself.
 */
export function assertNoOtherAgency(used: string, others: readonly Profile[]): void {
  const lone = others.find(namesAgency);
  const [given] = lone ? parts.flatMap((field) => lone.values[field] ?? []) : [];
  if (!given) return;
  throw new ApigError(
    "APIG_INVALID_SETTING",
    `${given.from} asks for an agency, but the credential that is used is of ${used}: name the agency there (in the stack config: apig:agencyName), or unset ${given.from}`,
  );
}

function partOf(given: Setting | undefined, missing: string): ApigError {
  return new ApigError(
    "APIG_INVALID_SETTING",
    `part of an agency: ${given?.from} is set, but not ${missing}; set both in one place, or neither`,
  );
}

const isOidc = ({ from }: Setting) => from.startsWith("HW_ASSUME_ROLE_ID");

function noOidc({ from }: Setting): ApigError {
  return new ApigError(
    "APIG_INVALID_SETTING",
    `${from} is not supported: an agency cannot be assumed with an OpenID Connect token here; use an access key, a token or a password`,
  );
}
