// The emulator as a library: what tests and the demo start.
import { demo } from "./demo";
import { Gateways } from "./gateways";
import { Identity } from "./identity";
import { type RecordedRequest, RequestLog } from "./record";
import { groupRoutes } from "./routes/groups";
import { instanceRoutes } from "./routes/instances";
import { progressRoutes } from "./routes/progress";
import { type ScenarioName, scenarios } from "./scenarios";
import { listen } from "./server";
import type { Timeline } from "./timeline";

export { demo } from "./demo";
export type { Fault } from "./faults";
export type { RecordedRequest } from "./record";
export { type ScenarioName, scenarioNames, scenarios } from "./scenarios";
export type { Step, Timeline } from "./timeline";

export interface EmulatorOptions {
  /** Default: any free port. */
  readonly port?: number;
  /** By gateway id, or by `project id/gateway id` for another project than the demo's. */
  readonly gateways?: Readonly<Record<string, Timeline | ScenarioName>>;
  /** How much faster than real time the timelines run. */
  readonly speed?: number;
  /** The timeline of a created gateway whose description names none. */
  readonly scenario?: ScenarioName;
  readonly recordFile?: string;
  /** Unix milliseconds. */
  readonly now?: () => number;
}

export interface Emulator {
  readonly url: string;
  readonly projectId: string;
  readonly token: string;
  /** Every request so far, oldest first. */
  readonly requests: readonly RecordedRequest[];
  /** Adds a gateway, or replaces it: its clock starts anew with the next look. */
  setGateway(key: string, timeline: Timeline | ScenarioName): void;
  removeGateway(key: string): void;
  /** Ends at once, whatever connections are open. */
  close(): Promise<void>;
}

function splitKey(key: string): [projectId: string, id: string] {
  const [first = "", second] = key.split("/");
  return second === undefined ? [demo.projectId, first] : [first, second];
}

const resolve = (timeline: Timeline | ScenarioName): Timeline =>
  typeof timeline === "string" ? scenarios[timeline] : timeline;

export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { port = 0, speed = 1, scenario = "success", now = Date.now } = options;
  const gateways = new Gateways(now, speed);
  const identity = new Identity();
  const log = new RequestLog(() => identity.secrets(), options.recordFile);
  const setGateway = (key: string, timeline: Timeline | ScenarioName) => {
    const [projectId, id] = splitKey(key);
    gateways.add({ id, projectId, timeline: resolve(timeline) });
  };
  for (const [key, timeline] of Object.entries(options.gateways ?? {})) setGateway(key, timeline);
  const routes = [...progressRoutes, ...instanceRoutes, ...groupRoutes];
  const world = { gateways, identity, now, defaultTimeline: scenarios[scenario] };
  const { server, url } = await listen(routes, world, log, port);
  return {
    url,
    projectId: demo.projectId,
    token: demo.token,
    requests: log.entries,
    setGateway,
    removeGateway: (key) => void gateways.remove(...splitKey(key)),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
