import type { ConfigOrigin } from "../core/configOrigin";
import { invalidSetting } from "../core/foreignText";
import type { Field } from "./settings/names";
import type { Profile } from "./settings/profile";

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

/** The first setting of an origin that asks for an agency. */
const askedIn = ({ values }: Profile) => parts.flatMap((field) => values[field] ?? [])[0];

/** The same, an agency that is not supported included. */
const namedIn = (origin: Profile) =>
  askedIn(origin) ?? (origin.unsupported?.why === "agency" ? origin.unsupported : undefined);

/** The agency that the first of these origins names, or null. Throws where it names only a part of one. */
export function agencyOf(origins: readonly Profile[]): Agency | null {
  const origin = origins.find(askedIn);
  if (!origin) return null;
  const { agencyName, agencyDomainName, agencyDomainId, agencyDuration, delegatedProject } = origin.values;
  const given = askedIn(origin)?.from;
  const domain = agencyDomainId ? { id: agencyDomainId.value } : agencyDomainName && { name: agencyDomainName.value };
  if (!agencyName)
    throw invalidSetting`incomplete agency: ${given} is set, but not the agency's name (${origin.placeOf("agencyName")}); set both in one place, or neither`;
  if (!domain)
    throw invalidSetting`incomplete agency: ${given} is set, but not the account that delegates (${origin.placeOf("agencyDomainName")}); set both in one place, or neither`;
  const durationSeconds = agencyDuration ? Number(agencyDuration.value) : null;
  return { name: agencyName.value, domain, durationSeconds, project: delegatedProject?.value ?? null };
}

/**
 * An agency changes which account is meant, so it is never passed over: one that stands in the environment beside no
 * credential is an error, unless the credential that is used assumes one itself.
 */
export function assertNoOtherAgency(used: string, others: readonly Profile[], { name, key }: ConfigOrigin): void {
  const lone = others.map(namedIn).find(Boolean);
  if (lone)
    throw invalidSetting`${lone.from} sets an agency, but the credential that is used comes from ${used}: set the agency there (${name}: ${key("agencyName")}), or unset ${lone.from}`;
}
