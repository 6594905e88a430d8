// A command on a pseudo-terminal, and what its screen shows: the same bytes, interpreted as a terminal emulator does.
import { spawn } from "@lydell/node-pty";
import { Terminal } from "@xterm/headless";

export interface TerminalOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly columns: number;
  readonly rows: number;
}

export interface Ended {
  readonly code: number;
}

export class TerminalRun {
  readonly screen: Terminal;
  readonly ended: Promise<Ended>;
  private readonly pty: ReturnType<typeof spawn>;

  constructor(command: string, args: readonly string[], { cwd, env, columns, rows }: TerminalOptions) {
    this.screen = new Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1_000 });
    const known = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
    this.pty = spawn(command, [...args], {
      cwd,
      cols: columns,
      rows,
      env: { ...Object.fromEntries(known), TERM: "xterm-256color", COLORTERM: "truecolor" },
    });
    this.pty.onData((data) => this.screen.write(data));
    this.ended = new Promise((done) => {
      // An empty write is done after all that was written before it.
      this.pty.onExit(({ exitCode }) => this.screen.write("", () => done({ code: exitCode })));
    });
  }

  get pid(): number {
    return this.pty.pid;
  }

  /** The visible lines, as text. */
  lines(): string[] {
    const { active } = this.screen.buffer;
    return Array.from({ length: this.screen.rows }, (_, row) => {
      return active.getLine(active.baseY + row)?.translateToString(true) ?? "";
    });
  }

  /** As if the window were drawn wider or narrower. */
  resize(columns: number): void {
    this.screen.resize(columns, this.screen.rows);
    this.pty.resize(columns, this.screen.rows);
  }

  /** As if typed; `\x03` is Ctrl-C. */
  type(keys: string): void {
    this.pty.write(keys);
  }
}
