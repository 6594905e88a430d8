// "Querying the Creation Progress of a Dedicated Gateway", the call that everything here is about.
import { faultAt } from "../fault";
import { replyUnder } from "../faultReply";
import type { Meeting } from "../gateways";
import { ok } from "../reply";
import type { Route } from "../router";
import { onGateway } from "./guard";

/**
 * Times are the timeline's own seconds after the real begin, whatever the speed: a sped-up gateway still reports the
 * creation it shows. While creating, end_time is there as in the pages' sample, but it gives nothing away: it is the
 * time of the last change, not of the end to come.
 */
function progressBody({ sight, startTime }: Meeting) {
  return {
    progress: sight.progress,
    status: sight.status,
    error_code: sight.errorCode,
    error_msg: sight.errorMsg,
    start_time: startTime,
    end_time: startTime + Math.round(sight.changedAt * 1000),
  };
}

export const progressRoutes: readonly Route[] = [
  [
    "GET",
    "/v2/:project/apigw/instances/:instance/progress",
    onGateway((meeting, { request, world }) => {
      const { gateway, elapsed } = meeting;
      gateway.looks += 1;
      const moment = { elapsed, turn: gateway.looks, isReused: request.isReused, speed: world.speed };
      const fault = faultAt(gateway.timeline.faults ?? [], moment);
      const reply = () => ok(progressBody(meeting));
      return fault === undefined ? reply() : replyUnder(fault, moment, reply);
    }),
  ],
];
