// "Querying the Creation Progress of a Dedicated Gateway".
import { faultAt } from "../fault";
import { replyUnder } from "../faultReply";
import type { FoundGateway } from "../gateways";
import { ok } from "../reply";
import type { Route } from "../router";
import { onGateway } from "./guard";

/**
 * Times are the timeline's own seconds after the real begin, whatever the speed: a sped-up gateway still reports the
 * creation it shows. While creating, end_time is there as in the pages' sample, but it does not show the end: it is
 * the time of the last change.
 */
function progressBody({ state, startTime }: FoundGateway) {
  return {
    progress: state.progress,
    status: state.status,
    error_code: state.errorCode,
    error_msg: state.errorMsg,
    start_time: startTime,
    end_time: startTime + Math.round(state.changedAt * 1000),
  };
}

export const progressRoutes: readonly Route[] = [
  [
    "GET",
    "/v2/:project/apigw/instances/:instance/progress",
    onGateway((found, { request, cloud }) => {
      const { gateway, elapsed } = found;
      gateway.polls += 1;
      const moment = { elapsed, turn: gateway.polls, isReused: request.isReused, speed: cloud.speed };
      const fault = faultAt(gateway.timeline.faults ?? [], moment);
      const reply = () => ok(progressBody(found));
      return fault === undefined ? reply() : replyUnder(fault, moment, reply);
    }),
  ],
];
