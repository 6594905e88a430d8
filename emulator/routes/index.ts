// Every call that is spoken, by method and path.
import type { Route } from "../router";
import { groupRoutes } from "./groups";
import { iamAgencyRoutes } from "./iamAgencies";
import { iamProjectRoutes } from "./iamProjects";
import { iamTokenRoutes } from "./iamTokens";
import { iamVersionRoutes } from "./iamVersion";
import { instanceRoutes } from "./instances";
import { metadataRoutes } from "./metadata";
import { progressRoutes } from "./progress";

export function allRoutes(basePath: string): readonly Route[] {
  const gatewayRoutes = [...progressRoutes, ...instanceRoutes, ...groupRoutes];
  const placed = gatewayRoutes.map(([method, path, handler]): Route => [method, `${basePath}${path}`, handler]);
  const iamRoutes = [...iamTokenRoutes, ...iamAgencyRoutes, ...iamProjectRoutes, ...iamVersionRoutes];
  return [...placed, ...iamRoutes, ...metadataRoutes];
}
