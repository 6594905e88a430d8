import { availableParallelism } from "node:os";
import { performance } from "node:perf_hooks";
import type { Decision, PollResult, WaitState } from "../core/decide";
import { newsOf, nothingTold, type Step, statusLine } from "../core/statusLine";
import type { StatusRow } from "../wait/gatewayWait";
import type { RowReporter } from "./rowReporter";
import { nameOf, rowRoom } from "./rowRoom";
import { type EngineTerminal, engineTerminal } from "./terminal";

export interface RowOptions {
  /** The terminal on which the CLI draws; undefined if messages go to a log, or if that is not known. */
  readonly terminal: EngineTerminal | undefined;
  /** How many operations the engine runs at once by default. */
  readonly slots: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

const terminalMs = 5_000;
/** CI systems stop a job that prints nothing for ten minutes. */
const logMs = 60_000;

/**
 * Shows waits on the rows of their resources. On a terminal, a row is also updated between requests. In a log, each message is
 * a line that stays: there is one for each change, and one a minute while nothing changes.
 */
export function statusRows(tell: RowReporter, options: RowOptions): (urn: string) => StatusRow {
  const waiting = { rows: new Set<Row>(), wereFull: false };
  return (urn) => new Row((message) => tell(urn, message), urn, { now: () => performance.now(), ...options }, waiting);
}

/** The rows of the CLI that started this process. */
export const engineRows = (tell: RowReporter) =>
  statusRows(tell, {
    terminal: engineTerminal(process.ppid, process.env),
    // The default of `--parallel`: the CLI multiplies this machine's cores by 4.
    slots: 4 * availableParallelism(),
  });

class Row implements StatusRow {
  #step: Step | undefined;
  #at = 0;
  #told = "";
  #logged = nothingTold;
  #crowded = false;
  #arrived: Promise<void> = Promise.resolve();
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly tell: (message: string) => Promise<boolean>,
    private readonly urn: string,
    private readonly options: Required<RowOptions>,
    private readonly waiting: { readonly rows: Set<Row>; wereFull: boolean },
  ) {
    const onTime = () => (options.terminal ? this.#show() : this.#repeat());
    this.#timer = setInterval(onTime, options.terminal ? terminalMs : logMs).unref();
  }

  onStep = (seen: PollResult, progress: WaitState, decision: Decision): void => {
    const again = decision.kind === "poll-again";
    this.#step = { seen, progress, nextPollInMs: again ? decision.afterMs : null };
    this.#at = this.options.now();
    if (again) this.#join();
    const ending = again ? null : decision.outcome.kind;
    // One that was ready from the start is shown as created, in the same moment.
    if (ending === "succeeded" && progress.polls === 1) return;
    // After any other end, the row shows the engine's own error.
    if (ending === null || ending === "succeeded" || ending === "failed") this.#show();
  };

  end = async (): Promise<void> => {
    clearInterval(this.#timer);
    this.waiting.rows.delete(this);
    await this.#arrived;
  };

  /** When as many waits run as the engine runs at once, each of their rows says so, once. */
  #join(): void {
    const { rows, wereFull } = this.waiting;
    rows.add(this);
    if (wereFull || rows.size < this.options.slots) return;
    this.waiting.wereFull = true;
    for (const row of rows) {
      row.#crowded = true;
      if (row !== this) row.#show();
    }
  }

  #show(): void {
    if (!this.#step) return;
    const { isNews, told } = newsOf(this.#step, this.#logged);
    this.#logged = told;
    if (!this.options.terminal && !this.#crowded && !isNews) return;
    const message = this.#line(this.#step);
    this.#crowded = false;
    if (message !== this.#told) this.#send(message);
  }

  #repeat(): void {
    if (this.#step) this.#send(`still ${this.#line(this.#step)}`);
  }

  #line(step: Step): string {
    const { terminal, now } = this.options;
    const crowded = this.#crowded;
    if (!terminal) return statusLine(step, { name: nameOf(this.urn), crowded });
    return statusLine(step, { sinceMs: now() - this.#at, room: rowRoom(this.urn, terminal.columns()), crowded });
  }

  /** A message that was lost is sent again at the row's next update. */
  #send(message: string): void {
    this.#told = message;
    this.#arrived = this.tell(message).then((arrived) => {
      if (!arrived && this.#told === message) this.#told = "";
    });
    this.#timer.refresh();
  }
}
