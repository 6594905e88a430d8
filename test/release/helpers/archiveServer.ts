import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { archiveName, platformHere } from "../../../tools/release/platforms";
import { archiveHere, version } from "./withoutNode";

/** A web server of this machine that holds archives of the plugin. */
export class ArchiveServer {
  /** The paths that were asked for. */
  readonly asked: string[] = [];
  /** What it holds, by path; without a word of a test: the archive of this platform alone. */
  readonly files = new Map<string, Buffer>();
  readonly archive = `/${archiveName(version, platformHere())}`;
  /** Without it the engine takes nothing. */
  tellsLength = true;
  readonly #server = createServer(({ url = "" }, response) => {
    this.asked.push(url);
    const content = this.files.get(url);
    const length = content && this.tellsLength ? { "Content-Length": content.length } : {};
    response.writeHead(content ? 200 : 404, length).end(content);
  });

  static async start(archive = archiveHere): Promise<ArchiveServer> {
    const server = new ArchiveServer();
    server.files.set(server.archive, readFileSync(archive));
    await new Promise<void>((done) => server.#server.listen(0, "127.0.0.1", done));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
