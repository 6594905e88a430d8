// The gateways that exist, each with its own clock.
import { randomUUID } from "node:crypto";
import { type CreationState, stateAt, type Timeline } from "./timeline";

export interface ApiGroup {
  readonly id: string;
  readonly name: string;
  readonly remark: string;
  readonly createdAt: number;
}

export interface Gateway {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly description: string;
  readonly timeline: Timeline;
  readonly groups: Map<string, ApiGroup>;
  /** Unix milliseconds of the first request for it; its clock runs from then on. */
  firstSeenAt?: number;
  /** The number of requests for its progress. */
  polls: number;
}

/** A gateway at the moment of a request. */
export interface FoundGateway {
  readonly gateway: Gateway;
  readonly elapsed: number;
  readonly state: CreationState;
  readonly startTime: number;
}

type NewGateway = Pick<Gateway, "id" | "projectId" | "timeline"> & Partial<Pick<Gateway, "name" | "description">>;

export const newId = (): string => randomUUID().replaceAll("-", "");

export class Gateways {
  readonly #byKey = new Map<string, Gateway>();

  constructor(
    private readonly now: () => number,
    private readonly speed: number,
  ) {}

  add({ id, projectId, timeline, name = id, description = "" }: NewGateway): Gateway {
    const gateway: Gateway = { id, projectId, name, description, timeline, groups: new Map(), polls: 0 };
    this.#byKey.set(`${projectId}/${id}`, gateway);
    return gateway;
  }

  /** The first call starts the gateway's clock. Undefined if it never existed or was deleted. */
  find(projectId: string, id: string): FoundGateway | undefined {
    const gateway = this.#byKey.get(`${projectId}/${id}`);
    if (gateway === undefined) return undefined;
    const now = this.now();
    gateway.firstSeenAt ??= now;
    const age = gateway.timeline.age ?? 0;
    const elapsed = age + ((now - gateway.firstSeenAt) / 1000) * this.speed;
    const state = stateAt(gateway.timeline, elapsed);
    return state && { gateway, elapsed, state, startTime: Math.round(gateway.firstSeenAt - age * 1000) };
  }

  remove(projectId: string, id: string): boolean {
    return this.#byKey.delete(`${projectId}/${id}`);
  }

  exists(projectId: string, id: string): boolean {
    return this.#byKey.has(`${projectId}/${id}`);
  }

  named(projectId: string, name: string): Gateway | undefined {
    return this.all().find((gateway) => gateway.projectId === projectId && gateway.name === name);
  }

  all(): readonly Gateway[] {
    return [...this.#byKey.values()];
  }
}
