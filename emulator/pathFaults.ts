// Faults for any call, whoever makes it: found by method and path, before anything else is checked.
import { type Fault, faultAt, type Moment } from "./fault";
import type { ApiRequest } from "./request";

interface Rule {
  readonly method: string;
  readonly path: string;
  readonly faults: readonly Fault[];
  readonly since: number;
  turn: number;
}

export class PathFaults {
  readonly #rules = new Map<string, Rule>();

  constructor(
    private readonly now: () => number,
    private readonly speed: number,
  ) {}

  /** `where` is a method and the start of a path, such as `POST /v3/auth/tokens`. Time and turns count from now on. */
  set(where: string, faults: readonly Fault[]): void {
    const [method = "", path = ""] = where.split(" ");
    this.#rules.set(where, { method, path, faults, since: this.now(), turn: 0 });
  }

  find(request: ApiRequest): { fault: Fault; moment: Moment } | undefined {
    for (const rule of this.#rules.values()) {
      if (rule.method !== request.method || !request.path.startsWith(rule.path)) continue;
      rule.turn += 1;
      const elapsed = ((this.now() - rule.since) / 1000) * this.speed;
      const moment = { elapsed, turn: rule.turn, isReused: request.isReused, speed: this.speed };
      const fault = faultAt(rule.faults, moment);
      if (fault !== undefined) return { fault, moment };
    }
    return undefined;
  }
}
