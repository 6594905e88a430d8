// Accounts as data: their projects, their users and agencies, and what each may do.
import { createHash } from "node:crypto";
import type { DemoCredentials } from "./demo";

export interface Domain {
  readonly id: string;
  readonly name: string;
}

export interface Project {
  readonly id: string;
  readonly name: string;
}

export interface Account {
  readonly domain: Domain;
  /** The first is the region's own project; the others are its sub-projects. */
  readonly projects: readonly [Project, ...Project[]];
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly domain: Domain;
  /** Without one, no login as this user is possible. */
  readonly password?: string;
  /** The projects in which this user has a role. */
  readonly projectIds: readonly string[];
}

/** An agency lets users of the emulator's own account act in another one. */
export interface Agency {
  readonly name: string;
  /** The account that delegates. */
  readonly account: Account;
  /** Names of the users who have the permission Agent Operator for it. */
  readonly assumedBy: readonly string[];
}

export function demoAccount(demo: DemoCredentials): Account {
  return {
    domain: { id: demo.domainId, name: demo.domainName },
    projects: [
      { id: demo.projectId, name: demo.projectName },
      { id: demo.otherProjectId, name: demo.otherProjectName },
    ],
  };
}

export function demoAgency({ userName, agency }: DemoCredentials): Agency {
  const { name, domainId, domainName, projectId, projectName } = agency;
  return {
    name,
    account: { domain: { id: domainId, name: domainName }, projects: [{ id: projectId, name: projectName }] },
    assumedBy: [userName],
  };
}

type DemoUser = Pick<DemoCredentials, "userId" | "userName" | "password">;

export function demoUsers(demo: DemoCredentials, { domain, projects }: Account): readonly [User, User, User] {
  const user = ({ userId, userName, password }: DemoUser, projectIds: readonly string[]): User => ({
    id: userId,
    name: userName,
    domain,
    password,
    projectIds,
  });
  const all = projects.map(({ id }) => id);
  return [user(demo, all), user(demo.powerless, []), user(demo.staging, [demo.otherProjectId])];
}

/** The user that a caller becomes in `account` by the agency `name`. The name of such a user is documented. */
export const agencyUser = (name: string, { domain, projects }: Account): User => ({
  id: createHash("sha256").update(`${domain.id}/${name}`).digest("hex").slice(0, 32),
  name: `${domain.name}/${name}`,
  domain,
  projectIds: projects.map(({ id }) => id),
});

export const mayUse = (who: User, projectId: string): boolean => who.projectIds.includes(projectId);
