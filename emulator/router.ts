// Finds the handler of a method and path. Patterns hold `:name` for one path segment.
import type { Gateways } from "./gateways";
import type { Identity } from "./identity";
import type { Metadata } from "./metadata";
import type { Reply } from "./reply";
import type { ApiRequest } from "./request";
import type { Timeline } from "./timeline";

/** Everything that is kept between requests. */
export interface Cloud {
  readonly gateways: Gateways;
  readonly identity: Identity;
  readonly now: () => number;
  readonly speed: number;
  readonly region: string;
  readonly scheme: "http" | "https";
  /** The prefix of `/v2` in the paths of the gateway calls. */
  readonly basePath: string;
  readonly metadata: Metadata;
  /** The timeline of a created gateway that names none. */
  readonly defaultTimeline: Timeline;
}

export interface Exchange {
  readonly request: ApiRequest;
  readonly params: Readonly<Record<string, string>>;
  readonly cloud: Cloud;
}

/** The address that the caller used: links in answers point there. */
export function originOf({ request, cloud }: Exchange): string {
  return `${cloud.scheme}://${request.headers.host}`;
}

export type Handler = (exchange: Exchange) => Reply;
export type Route = readonly [method: string, pattern: string, handler: Handler];

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? "";
    if (part.startsWith(":") && value !== "") params[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return params;
}

export function findRoute(routes: readonly Route[], method: string, path: string) {
  for (const [routeMethod, pattern, handler] of routes) {
    const params = routeMethod === method ? matchPath(pattern, path) : undefined;
    if (params !== undefined) return { handler, params };
  }
  return undefined;
}
