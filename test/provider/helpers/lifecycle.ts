import { expect } from "chai";
import { type Emulator, startEmulator, type Timeline } from "../../../emulator";
import { outputsOf } from "../../../provider/core/outputs";
import { type DynamicStored, dynamicLifecycle } from "../../../provider/dynamicLifecycle";
import { InitFailure, type InitFailureFacts } from "../../../provider/errors";

import type { StatusRow } from "../../../provider/wait/gatewayWait";
import { undefinedPaths } from "./deep";
import { VirtualClock } from "./virtualClock";

/** What an error that `read` throws for the engine carries, in these tests. */
export interface Unhealthy extends Error {
  readonly facts: InitFailureFacts;
}

type Settings = Readonly<Record<string, string | undefined>>;

interface LifecycleSettings {
  /** Stack config, beside the emulator's endpoint, project and token. */
  readonly config?: Settings;
  readonly env?: Settings;
  readonly canKeepUnhealthy?: boolean;
  readonly signal?: AbortSignal;
  readonly row?: (urn: string) => StatusRow;
}

/** The real lifecycle against the real emulator; both live in one virtual time. */
export async function lifecycleAgainstEmulator() {
  const clock = new VirtualClock();
  const emulator: Emulator = await startEmulator({ now: () => Date.UTC(2026, 0, 2) + clock.now() });
  let gateways = 0;
  const { endpoint, projectId, token: authToken } = emulator;
  const lifecycle = ({ config = {}, env = {}, canKeepUnhealthy = true, signal, row }: LifecycleSettings = {}) => {
    const settings: Settings = { endpoint, projectId, authToken, ...config };
    return dynamicLifecycle({
      source: { config: (key) => settings[key], env },
      clock,
      random: () => 0.5,
      ...(signal && { signal }),
      ...(row && { row }),
      readFailure: (facts) => (canKeepUnhealthy ? Object.assign(new InitFailure(facts), { facts }) : undefined),
    });
  };
  /** A gateway of its own for one test, and how long and how often it is polled from now on. */
  const gateway = (timeline: Line) => {
    const instanceId = `gw-${++gateways}`;
    if (timeline !== null) emulator.setGateway(instanceId, timeline);
    const [begun, requests] = [clock.now(), emulator.requests.length];
    return {
      instanceId,
      id: `${projectId}/${instanceId}`,
      seconds: () => (clock.now() - begun) / 1000,
      polls: () => emulator.requests.length - requests,
    };
  };
  /** The same, and what an earlier create has stored about it. */
  const known = (timeline: Line, snapshot: Snapshot) => {
    const made = gateway(timeline);
    const outputs: DynamicStored = outputsOf({}, { projectId, instanceId: made.instanceId, endpoint }, snapshot);
    return { ...made, outputs };
  };
  return { clock, emulator, lifecycle, gateway, known };
}

type World = Awaited<ReturnType<typeof lifecycleAgainstEmulator>>;
/** Null: the API does not know the gateway. */
type Line = Timeline | "success" | "quota" | null;
type Snapshot = Parameters<typeof outputsOf>[2];

/** The world of a suite: there from its first test on, closed after its last. */
export function worldOf(): World {
  const world = {} as World;
  before(async () => void Object.assign(world, await lifecycleAgainstEmulator()));
  after(() => world.emulator.close());
  return world;
}

export const steady: Timeline = { steps: [[0, 30]] };
export const soon: Timeline = { ...steady, end: 60, status: "success" };

export const outputNames = [
  ...["instanceId", "projectId", "endpoint", "status", "progress", "errorCode", "errorMessage"],
  ...["startTime", "endTime", "startedAt", "endedAt", "creationSeconds"],
];
/** Echoed where they were given. */
const echoNames = ["region", "cloud", "__ownEndpoint", "failOnError", "triggers", "__timeouts", "__row"];

export const providerInput = "exports.handler=()=>{}";

/** Every output is there and nothing else, and nothing is undefined. */
export function expectComplete(outputs: object | undefined): void {
  const names = Object.keys(outputs ?? {}).filter((name) => !echoNames.includes(name));
  expect(names).to.have.members(outputNames);
  expect(undefinedPaths(outputs)).to.deep.equal([]);
}

export async function rejection(promise: Promise<unknown>): Promise<Error & { code?: string }> {
  return promise.then(
    (value) => {
      throw new Error(`nothing was thrown, but returned: ${JSON.stringify(value)}`);
    },
    (error) => error,
  );
}

/** A message that names its code, once, at its end. */
function expectExplained(message: string | undefined): void {
  expect(message).to.match(/(?:; | \()APIG_[A-Z_]+\)$/);
  expect(message?.match(/APIG_[A-Z_]+\)/g)).to.have.length(1);
}

/** The init failure that an operation threw: complete, with the text that the engine needs to call any hook again. */
export async function initFailure(promise: Promise<unknown>): Promise<InitFailure & { last: Record<string, unknown> }> {
  const error = (await rejection(promise)) as InitFailure;
  expect(error).to.have.property("reasons").with.lengthOf(1);
  expect(error).not.to.have.property("code");
  expectExplained(error.reasons[0]);
  const { __provider, ...last } = error.properties;
  expect(__provider).to.equal(providerInput);
  expectComplete(last);
  return Object.assign(error, { last });
}

/** An ordinary error: the engine keeps nothing of it. */
export async function plainError(promise: Promise<unknown>) {
  const error = await rejection(promise);
  expect(error).not.to.have.any.keys("id", "properties", "reasons");
  expectExplained(error.message);
  return error;
}
