import type { ResolvedCredential } from "../credentials/resolve";
import { type Field, names } from "../credentials/settings/names";

/** What a credential is made of; of a secret only that it is there. */
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
];

/** Which credential is used, where its parts stand, and which would be tried if it were refused. */
export function inventory([first, ...others]: readonly [ResolvedCredential, ...ResolvedCredential[]]): string {
  const { values } = first.profile;
  const told = parts.flatMap((field) => {
    const setting = values[field];
    return setting ? [`${setting.from} = ${names[field].secret ? "****" : setting.value}`] : [];
  });
  const next = others.length === 0 ? "" : `; if it is refused: ${others.map(({ name }) => name).join(", ")}`;
  return `${first.name}: ${told.join(", ")}${next}`;
}
