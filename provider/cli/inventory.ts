import { said } from "../core/foreignText";
import type { ConnectionSettings } from "../credentials/resolve";
import { type Field, names } from "../credentials/settings/names";

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

/** Says which credential is used, where its parts come from, and which others were found. */
export function inventory({ name, profile }: ConnectionSettings, others: readonly string[]): string {
  const { values } = profile;
  const told = parts.flatMap((field) => {
    const setting = values[field];
    return setting ? [said`${setting.from} = ${names[field].secret ? "****" : setting.value}`] : [];
  });
  const unused = others.length === 0 ? "" : `; also found, and not used: ${others.join(", ")}`;
  return `${name}: ${told.join(", ")}${unused}`;
}
