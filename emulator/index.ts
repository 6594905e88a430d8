// The emulator as a library: what tests and the demo start.
import { type Agency, agencyUser, demoAgency } from "./account";
import { CallLimit } from "./callLimit";
import { type DemoCredentials, demoCredentials } from "./demo";
import type { Fault } from "./fault";
import { Gateways } from "./gateways";
import { Identity } from "./identity";
import { Metadata, type MetadataMode } from "./metadata";
import { PathFaults } from "./pathFaults";
import { type RecordedRequest, RequestLog } from "./record";
import { allRoutes } from "./routes";
import { type ScenarioName, scenarios } from "./scenarios";
import { Listener } from "./server";
import type { Timeline } from "./timeline";

export type { Agency } from "./account";
export { type DemoCredentials, demo, demoCredentials } from "./demo";
export type { Fault } from "./fault";
export type { RecordedRequest } from "./record";
export { type ScenarioName, scenarioNames, scenarios } from "./scenarios";
export type { Step, Timeline } from "./timeline";

export interface EmulatorOptions {
  /** Default: any free port. */
  readonly port?: number;
  /** By gateway id, or by `project id/gateway id` for another project than the demo's. */
  readonly gateways?: Readonly<Record<string, Timeline | ScenarioName>>;
  /** How much faster than real time the timelines run. Credentials live in real time. */
  readonly speed?: number;
  /** The timeline of a created gateway whose description names none. */
  readonly scenario?: ScenarioName;
  readonly recordFile?: string;
  /** Unix milliseconds. */
  readonly now?: () => number;
  /** How far the emulator's clock is ahead of `now`. */
  readonly skewSeconds?: number;
  /** Another name gives another account with other credentials: a second cloud. */
  readonly cloud?: string;
  /** The prefix of `/v2` in the paths of the gateway calls. */
  readonly basePath?: string;
  readonly tokenLifetimeSeconds?: number;
  /** Length of a new token's text; documented are up to 100,000 characters. */
  readonly tokenLength?: number;
  /** Agencies of other accounts; default: the demo's one. */
  readonly agencies?: readonly Agency[];
  readonly metadata?: MetadataMode;
  /** How many calls of all callers together it takes in a second of its clock; the others get 429. Default: no limit. */
  readonly callsPerSecond?: number;
  /** Serves HTTPS with this certificate (PEM). */
  readonly tls?: { readonly key: string; readonly cert: string };
}

export interface Emulator {
  /** Scheme, host and port. IAM is at `/v3`, the metadata service at its usual paths. */
  readonly url: string;
  /** Where the gateway calls are: the url and the base path. */
  readonly endpoint: string;
  readonly credentials: DemoCredentials;
  readonly projectId: string;
  readonly token: string;
  /** Every request so far, oldest first. */
  readonly requests: readonly RecordedRequest[];
  /** Adds a gateway, or replaces it: its clock starts again with the next request. */
  setGateway(key: string, timeline: Timeline | ScenarioName): void;
  removeGateway(key: string): void;
  /** Faults for a method and the start of a path, such as `POST /v3/auth/tokens`; an empty list ends them. */
  setFaults(where: string, faults: readonly Fault[]): void;
  /** Makes one token invalid, or every one that was issued so far. */
  revokeToken(token?: string): void;
  /** Gives an access key another secret. */
  setSecret(accessKey: string, secret: string): void;
  /** Ends at once, also with open connections. */
  close(): Promise<void>;
}

const resolve = (timeline: Timeline | ScenarioName): Timeline =>
  typeof timeline === "string" ? scenarios[timeline] : timeline;

function build(options: EmulatorOptions, credentials: DemoCredentials) {
  const { speed = 1, scenario = "success", skewSeconds = 0, basePath = "", metadata = "v2" } = options;
  const { tokenLifetimeSeconds = 86_400, tokenLength = 300, agencies = [demoAgency(credentials)] } = options;
  const clock = options.now ?? Date.now;
  const now = () => clock() + skewSeconds * 1000;
  const gateways = new Gateways(now, speed);
  const tokenRules = { lifetimeSeconds: tokenLifetimeSeconds, length: tokenLength };
  const identity = new Identity(credentials, agencies, now, tokenRules);
  const serverAgency = agencyUser("server", identity.account);
  const cloud = {
    gateways,
    identity,
    now,
    speed,
    basePath,
    region: credentials.region,
    scheme: options.tls === undefined ? ("http" as const) : ("https" as const),
    metadata: new Metadata(metadata, identity.keys, serverAgency, now),
    defaultTimeline: scenarios[scenario],
  };
  const log = new RequestLog(() => identity.secrets(), options.recordFile);
  const callLimit = new CallLimit(now, options.callsPerSecond);
  return { cloud, log, callLimit, pathFaults: new PathFaults(now, speed), routes: allRoutes(basePath) };
}

export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const credentials = demoCredentials(options.cloud ?? "demo");
  const service = build(options, credentials);
  const { gateways, identity, basePath } = service.cloud;
  const place = (key: string): [projectId: string, id: string] => {
    const [first = "", second] = key.split("/");
    return second === undefined ? [credentials.projectId, first] : [first, second];
  };
  const setGateway = (key: string, timeline: Timeline | ScenarioName) => {
    const [projectId, id] = place(key);
    gateways.add({ id, projectId, timeline: resolve(timeline) });
  };
  for (const [key, timeline] of Object.entries(options.gateways ?? {})) setGateway(key, timeline);
  const listener = new Listener(service, options.tls);
  const port = await listener.open(options.port ?? 0);
  const url = `${service.cloud.scheme}://127.0.0.1:${port}`;
  return {
    url,
    endpoint: `${url}${basePath}`,
    credentials,
    projectId: credentials.projectId,
    token: credentials.token,
    requests: service.log.entries,
    setGateway,
    removeGateway: (key) => void gateways.remove(...place(key)),
    setFaults: (where, faults) => service.pathFaults.set(where, faults),
    revokeToken: (token) => identity.tokens.revoke(token),
    setSecret: (accessKey, secret) => identity.keys.setSecret(accessKey, secret),
    close: () => listener.close(),
  };
}
