// The demo accounts. They are not secret: they are documented, printed at the start, and valid nowhere else.
// Two emulators with different cloud names share no value, so a credential that reaches the wrong one is refused.
import { createHash } from "node:crypto";

export function demoCredentials(cloud: string) {
  const id = (what: string) => createHash("sha256").update(`${cloud}/${what}`).digest("hex").slice(0, 32);
  const key = (what: string) => `EMULATOR${id(`key ${what}`).slice(0, 12).toUpperCase()}`;
  const user = (name: string) => ({
    userName: name,
    userId: id(`user ${name}`),
    password: `emulator-password-${name}-${cloud}`,
    accessKey: key(name),
    secretKey: `emulator-secret-key-${name}-${cloud}`,
  });
  return {
    /** A user with every permission in both projects. */
    ...user("user"),
    domainName: `emulator-account-${cloud}`,
    domainId: id("domain"),
    region: "eu-de",
    projectName: "eu-de",
    projectId: id("project"),
    token: `emulator-token-${cloud}`,
    /** A sub-project of the same account, and a token for it: refused with 403 in the first one. */
    otherProjectName: "eu-de_staging",
    otherProjectId: id("other project"),
    otherToken: `emulator-token-other-project-${cloud}`,
    /** A token for the account: what IAM wants for calls that are about no project, such as assuming an agency. */
    accountToken: `emulator-token-account-${cloud}`,
    /** Temporary keys of the same user. */
    temporary: {
      accessKey: key("temporary"),
      secretKey: `emulator-temporary-secret-key-${cloud}`,
      securityToken: `emulator-security-token-${cloud}`,
    },
    /** An agency of another account. Only this user may assume it. */
    agency: {
      name: `emulator-agency-${cloud}`,
      domainName: `emulator-delegating-account-${cloud}`,
      domainId: id("delegating domain"),
      projectName: "eu-de",
      projectId: id("delegating project"),
    },
    /** A user without any role: every call answers 403. */
    powerless: user("powerless"),
    powerlessToken: `emulator-token-powerless-${cloud}`,
    /** A user with a role in the sub-project alone. */
    staging: user("staging"),
  } as const;
}

export type DemoCredentials = ReturnType<typeof demoCredentials>;

export const demo: DemoCredentials = demoCredentials("demo");
