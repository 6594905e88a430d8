// The account behind one emulator: its projects, its users and what each may do.
import type { DemoCredentials } from "./demo";

export interface Project {
  readonly id: string;
  readonly name: string;
}

export interface User {
  readonly id: string;
  readonly name: string;
  /** None: nobody can log in as this user. */
  readonly password?: string;
  /** The projects in which this user has a role. */
  readonly projectIds: readonly string[];
}

export interface Account {
  readonly domain: { readonly id: string; readonly name: string };
  /** The first is the region's own project; the others are its sub-projects. */
  readonly projects: readonly [Project, ...Project[]];
  readonly users: readonly User[];
  /** Whom a server with an agency acts as. */
  readonly agency: User;
}

type DemoUser = Pick<DemoCredentials, "userId" | "userName" | "password">;

const user = ({ userId, userName, password }: DemoUser, projectIds: readonly string[]): User => ({
  id: userId,
  name: userName,
  password,
  projectIds,
});

export function demoAccount(demo: DemoCredentials): Account {
  const both = [demo.projectId, demo.otherProjectId];
  return {
    domain: { id: demo.domainId, name: demo.domainName },
    projects: [
      { id: demo.projectId, name: demo.projectName },
      { id: demo.otherProjectId, name: demo.otherProjectName },
    ],
    users: [user(demo, both), user(demo.powerless, []), user(demo.staging, [demo.otherProjectId])],
    agency: { id: `${demo.domainId.slice(0, 26)}agency`, name: "agency", projectIds: both },
  };
}

export const mayUse = (who: User, projectId: string): boolean => who.projectIds.includes(projectId);
