// What the terminal shows at the start: everything a person needs to point a program at the emulator.
import { demo } from "./demo";
import { type EmulatorOptions, scenarios, type Timeline } from "./index";

function summary(timeline: Timeline): string {
  const { end, status, errorCode } = timeline;
  if (end === undefined || end === null) return "never finishes";
  return status === "failed"
    ? `fails after ${end} s${errorCode ? ` with ${errorCode}` : ""}`
    : `is ready after ${end} s`;
}

function gatewayLine([id, given]: readonly [string, Timeline | keyof typeof scenarios]): string {
  const timeline: Timeline = typeof given === "string" ? scenarios[given] : given;
  const faults = timeline.faults?.length ? `, ${timeline.faults.length} fault(s)` : "";
  return `  ${id.padEnd(24)} ${summary(timeline)}${faults}`;
}

export function greeting(url: string, { gateways = {}, speed = 1 }: EmulatorOptions): string {
  return `API emulator at ${url} (timelines run at ${speed} x real time; Ctrl-C ends it)

For a Pulumi stack:
  pulumi config set apig:endpoint ${url}

Demo credentials for a shell:
  export HW_AUTH_TOKEN=${demo.token}
  export HW_PROJECT_ID=${demo.projectId}

Gateways:
${Object.entries(gateways).map(gatewayLine).join("\n") || "  none yet"}
`;
}
