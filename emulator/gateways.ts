// The gateways that exist, each with its own clock.
import { randomUUID } from "node:crypto";
import { type Sight, sightAt, type Timeline } from "./timeline";

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
  metAt?: number;
  /** How often its progress was asked for. */
  looks: number;
}

/** A gateway at the moment of a request. */
export interface Meeting {
  readonly gateway: Gateway;
  readonly elapsed: number;
  readonly sight: Sight;
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
    const gateway: Gateway = { id, projectId, name, description, timeline, groups: new Map(), looks: 0 };
    this.#byKey.set(`${projectId}/${id}`, gateway);
    return gateway;
  }

  /** The first meeting starts the gateway's clock. Undefined: it never existed, or is gone. */
  meet(projectId: string, id: string): Meeting | undefined {
    const gateway = this.#byKey.get(`${projectId}/${id}`);
    if (gateway === undefined) return undefined;
    const now = this.now();
    gateway.metAt ??= now;
    const age = gateway.timeline.age ?? 0;
    const elapsed = age + ((now - gateway.metAt) / 1000) * this.speed;
    const sight = sightAt(gateway.timeline, elapsed);
    return sight && { gateway, elapsed, sight, startTime: Math.round(gateway.metAt - age * 1000) };
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
