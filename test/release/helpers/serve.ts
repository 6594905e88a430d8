// A web server of this machine that holds the files of one folder, in a process of its own: the one that runs the tests is blocked
// meanwhile. Arguments: folder, port. Prints the port, and ends when its standard input does.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";

const [folder = "", port = "0"] = process.argv.slice(2);
const server = createServer(({ url = "" }, response) => {
  try {
    const content = readFileSync(join(folder, basename(url)));
    response.writeHead(200, { "Content-Length": content.length }).end(content);
  } catch {
    response.writeHead(404).end();
  }
});
server.listen(Number(port), "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
process.stdin.on("end", () => process.exit()).resume();
