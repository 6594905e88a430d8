// Which plugin answers a call. The engine opens a connection of its own for each provider that it loads (a preview, an update, a
// refresh and the loader of schemas load it anew, and so does each explicit provider), and the protocol tells runs apart by nothing
// else. That matters where one process serves several runs: started by hand, for PULUMI_DEBUG_PROVIDERS=apig:PORT. There the engine
// sends Handshake (which we need not answer), Attach with its own address, and Configure; Cancel on Ctrl-C and, from CLI 3.276 on, at
// the end of every run. It never ends such a process. A plugin that the engine starts gets no Attach, and one connection alone.
import { closed } from "../core/message";
import { type EngineAddress, parseEngineAddress, type watchEngine } from "../engine/lifeline";
import { ApigError } from "../errors";
import type { Plugin } from "./plugin";

export interface ConnectionDeps {
  /** A plugin for the engine that attaches; without an address, for the one that started this process. */
  create(engine?: EngineAddress): Plugin;
  readonly watch: typeof watchEngine;
}

interface Served {
  readonly plugin: Plugin;
  readonly unwatch?: (() => void) | undefined;
  isOpen: boolean;
}

/** The plugins of this process, by connection. Nothing that one of them knows or does concerns another. */
export class Runs {
  readonly #served = new Map<string, Served>();
  /** Answers what is the same for everybody. */
  readonly about: Plugin;

  constructor(private readonly deps: ConnectionDeps) {
    this.about = deps.create();
  }

  /** An engine that did not start this process begins, also where its connection was another's before. Ends with that engine. */
  attach(connection: string, address: string): void {
    this.#end(connection);
    const engine = parseEngineAddress(address);
    const plugin = this.deps.create(engine);
    const unwatch = engine ? this.deps.watch(engine, () => this.#end(connection)) : undefined;
    this.#served.set(connection, { plugin, unwatch, isOpen: false });
  }

  configure(connection: string, ...settings: Parameters<Plugin["configure"]>): void {
    const served = this.#served.get(connection) ?? this.#begin(connection);
    served.plugin.configure(...settings);
    served.isOpen = true;
  }

  /**
   * gRPC closes a connection that nobody uses for half an hour and opens another one, of which it tells nothing: it is taken for
   * the only one that there can be.
   */
  pluginOf(connection: string): Plugin {
    const served = this.#served.get(connection);
    if (served) return served.plugin;
    const [open, ...others] = [...this.#served.values()].filter(({ isOpen }) => isOpen);
    if (others.length > 0) throw new ApigError("APIG_INTERRUPTED", closed(severalRuns, "APIG_INTERRUPTED"));
    return (open ?? this.#begin(connection)).plugin;
  }

  /** What runs over a connection ends, and what comes over it before it begins anew. */
  cancel(connection: string): void {
    const served = this.#served.get(connection);
    this.pluginOf(connection).cancel();
    if (served) served.isOpen = false;
  }

  cancelAll(): void {
    for (const connection of this.#served.keys()) this.cancel(connection);
  }

  #begin(connection: string): Served {
    const served = { plugin: this.deps.create(), isOpen: false };
    this.#served.set(connection, served);
    return served;
  }

  #end(connection: string): void {
    const served = this.#served.get(connection);
    this.#served.delete(connection);
    served?.unwatch?.();
    served?.plugin.cancel();
  }
}

const severalRuns =
  "the connection to this plugin was closed, since it was not used for half an hour, and the plugin serves several runs " +
  "(PULUMI_DEBUG_PROVIDERS): it cannot tell which one this is. Run pulumi again";
