import type { Redact } from "../core/foreignText";
import { namedRefusal } from "../core/text/credential";
import { paced } from "../http/paced";
import type { RateLimiter } from "../http/rateLimiter";
import type { HttpRequest, Reply, Send } from "../http/transport";
import { projectOf, scopeOf } from "./remote/project";
import type { ConnectionSettings } from "./resolve";
import { Refused, type Session } from "./session";

/** A connection whose project is known. */
export interface ApiConnection {
  /** Base address, without a slash at the end. */
  readonly endpoint: string;
  readonly projectId: string;
  /**
   * Sends a request to the endpoint with what authenticates it, made afresh. Throws ApigError; APIG_UNAUTHORIZED when the credential is
   * refused, also when it was renewed.
   */
  send(request: HttpRequest): Promise<Reply>;
  /** Removes every secret of this process from a text that a server wrote. */
  redact(text: string): string;
}

/** How the API is reached: where, for which project, as whom, and how it is protected. */
export class Connection {
  /** Null until it is found. */
  projectId: string | null;
  readonly #send: Send;

  constructor(
    /** The same for equal connections only. */
    readonly key: string,
    private readonly known: ConnectionSettings,
    private readonly session: Session,
    /** Names of the other whole credentials that are there, for messages. */
    private readonly others: readonly string[],
    private readonly redact: Redact,
    limiter: RateLimiter | undefined,
  ) {
    this.projectId = known.projectId;
    const authenticated: Send = async (request) => {
      if (!request.url.startsWith(`${known.endpoint}/`))
        throw new Error(`not an address of ${known.endpoint}: ${request.url}`);
      return session.send(request, scopeOf(known)).catch(this.#named);
    };
    this.#send = limiter ? paced(authenticated, limiter, redact) : authenticated;
  }

  get endpoint(): string {
    return this.known.endpoint;
  }

  get endpointFrom(): ConnectionSettings["endpointFrom"] {
    return this.known.endpointFrom;
  }

  /** Finds the project, by a request where no setting names it. Throws ApigError; the next call tries again. */
  async open(): Promise<ApiConnection> {
    const projectId = await projectOf(this.known, this.session, this.redact).catch(this.#named);
    this.projectId = projectId;
    return { endpoint: this.endpoint, projectId, redact: this.redact, send: this.#send };
  }

  /** A refusal names the credential, and the others that could have been meant. */
  readonly #named = (error: unknown): never => {
    throw error instanceof Refused ? namedRefusal(this.known.name, error, this.others) : error;
  };
}
