// Who may assume which agency. Repeated refusals lock the user who asks.
import { type Agency, agencyUser, type User } from "./account";
import type { AssumeRequest } from "./authRequest";
import { FailureLock } from "./failureLock";

export type Refusal = "locked" | "unknown" | "forbidden";

export class Agencies {
  readonly #lock: FailureLock;

  constructor(
    private readonly agencies: readonly Agency[],
    now: () => number,
  ) {
    this.#lock = new FailureLock(now, 5, 15 * 60_000);
  }

  /** The agency and the user that `user` becomes by it, or the reason of a refusal. */
  assume(user: User, isPermitted: boolean, wanted: AssumeRequest): { agency: Agency; actor: User } | Refusal {
    if (this.#lock.isLocked(user.id)) return "locked";
    const agency = this.agencies.find((each) => isMeant(each, wanted));
    const isAllowed = isPermitted && agency?.assumedBy.includes(user.name) === true;
    this.#lock.note(user.id, isAllowed);
    if (agency === undefined) return "unknown";
    return isAllowed ? { agency, actor: agencyUser(agency.name, agency.account) } : "forbidden";
  }
}

function isMeant({ name, account: { domain } }: Agency, { agencyName, domainId, domainName }: AssumeRequest): boolean {
  return name === agencyName && (domainId ?? domain.id) === domain.id && (domainName ?? domain.name) === domain.name;
}
