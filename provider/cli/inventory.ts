import { said } from "../core/foreignText";
import type { ResolvedCredential } from "../credentials/resolve";
import { type Field, names } from "../credentials/settings/names";
import type { OneOrMore } from "../credentials/sources";

/** The parts of a credential that are listed. Of a secret, only that it is set. */
const parts: readonly Field[] = [
  "authToken",
  "accessKey",
  "secretKey",
  "securityToken",
  "userName",
  "userId",
  "password",
  "domainName",
  "domainId",
  "ecsAgency",
  "agencyName",
  "agencyDomainName",
  "agencyDomainId",
  "delegatedProject",
];

/** Says which credential is used, where its parts come from, and which one is tried next if it is refused. */
export function inventory([first, ...others]: OneOrMore<ResolvedCredential>): string {
  const { values } = first.profile;
  const told = parts.flatMap((field) => {
    const setting = values[field];
    return setting ? [said`${setting.from} = ${names[field].secret ? "****" : setting.value}`] : [];
  });
  const next = others.length === 0 ? "" : `; if it is refused: ${others.map(({ name }) => name).join(", ")}`;
  return `${first.name}: ${told.join(", ")}${next}`;
}
