// IAM: "Querying the Version Information of Keystone APIs", which OpenStack's clients ask before they log in.
import { ok, type Reply } from "../reply";
import { type Exchange, originOf, type Route } from "../router";
import { traced } from "./keystone";

function version(exchange: Exchange): Reply {
  const links = [{ rel: "self", href: `${originOf(exchange)}/v3/` }];
  return ok({ version: { id: "v3.6", status: "stable", updated: "2016-04-04T00:00:00Z", links, "media-types": [] } });
}

export const iamVersionRoutes: readonly Route[] = [
  ["GET", "/v3", traced(version)],
  ["GET", "/v3/", traced(version)],
];
