// What every gateway call asks first: who is it, may it, and is there such a gateway?
import { mayUse } from "../account";
import type { FoundGateway } from "../gateways";
import { noInstance, noPermission, noProject, type Reply } from "../reply";
import type { Exchange, Handler } from "../router";

/** Lets a call through if its caller may act in the project of the path. */
export function inProject(handler: Handler): Handler {
  return (exchange) => {
    const caller = exchange.cloud.identity.authenticate(exchange.request);
    if ("status" in caller) return caller;
    if (caller.projectId === undefined) return noProject;
    const isAllowed = caller.projectId === exchange.params.project && mayUse(caller.user, caller.projectId);
    return isAllowed ? handler(exchange) : noPermission;
  };
}

/** As `inProject`, and the gateway of the path must exist. */
export function onGateway(handler: (found: FoundGateway, exchange: Exchange) => Reply): Handler {
  return inProject((exchange) => {
    const { project = "", instance = "" } = exchange.params;
    const found = exchange.cloud.gateways.find(project, instance);
    return found === undefined ? noInstance : handler(found, exchange);
  });
}
