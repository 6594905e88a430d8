import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";

type Serve = (socket: Socket) => void | Promise<void>;

/** A real server of bytes on a free port, whose connections can be counted. */
export async function listen(serve: Serve, tls?: { readonly key: string; readonly cert: string }) {
  const open = new Set<Socket>();
  const track = (socket: Socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket)).on("error", () => {});
  };
  const answer = (socket: Socket) => void Promise.resolve(serve(socket)).catch(() => socket.destroy());
  const server: Server = tls ? createTlsServer(tls, answer) : createServer(answer);
  server.on("connection", track).on("secureConnection", (socket: Socket) => socket.on("error", () => {}));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    /** Connections that are open now. */
    open: () => open.size,
    async close(): Promise<void> {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

export interface ProxyOptions {
  /** The port that every name leads to. */
  readonly to?: number;
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Instead of the tunnel, once CONNECT is read. */
  readonly answer?: Serve;
}

/** An HTTP proxy that knows CONNECT only, and remembers what it was asked. Its `answer` may be changed later. */
export async function startProxy({ to, tls, answer }: ProxyOptions) {
  const asked: string[] = [];
  const logins: (string | undefined)[] = [];
  const proxy: { answer: Serve | undefined } = { answer };
  const server = await listen(async (socket) => {
    const head = String(await read(socket, (bytes) => bytes.includes("\r\n\r\n")));
    asked.push(/^CONNECT (\S+) HTTP\/1\.1/.exec(head)?.[1] ?? head);
    const login = /^proxy-authorization: Basic (.*)$/im.exec(head)?.[1];
    logins.push(login && Buffer.from(login, "base64").toString());
    if (proxy.answer) return proxy.answer(socket);
    join(socket, to ?? 0, "HTTP/1.1 200 Connection established\r\n\r\n");
  }, tls);
  return Object.assign(proxy, server, { asked, logins, url: `http${tls ? "s" : ""}://127.0.0.1:${server.port}` });
}

/** A SOCKS server of both versions; `answer` comes instead of the last step. */
export async function startSocks({ to, answer }: ProxyOptions, login?: { user: string; password: string }) {
  const asked: string[] = [];
  const server = await listen(async (socket) => {
    const first = await read(socket, (bytes) => bytes.length >= 3);
    if (first[0] === 4) {
      const [user, name] = String(first.subarray(8)).split("\0");
      asked.push(`4 ${name || first.subarray(4, 8).join(".")}:${first.readUInt16BE(2)} ${user}`);
      return answer ? answer(socket) : join(socket, to ?? 0, Buffer.from([0, 90, 0, 0, 0, 0, 0, 0]));
    }
    socket.write(Buffer.from([5, login ? 2 : 0]));
    if (login) {
      const given = await read(socket, (bytes) => bytes.length >= 3);
      const accepted = given.includes(login.user) && given.includes(login.password);
      socket.write(Buffer.from([1, accepted ? 0 : 1]));
      if (!accepted) return;
    }
    const request = await read(socket, (bytes) => bytes.length >= 10);
    const host = request[3] === 3 ? String(request.subarray(5, -2)) : request.subarray(4, 8).join(".");
    asked.push(`5 ${host}:${request.readUInt16BE(request.length - 2)}`);
    return answer ? answer(socket) : join(socket, to ?? 0, Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
  });
  return { ...server, asked, url: (scheme: string) => `${scheme}://127.0.0.1:${server.port}` };
}

async function read(socket: Socket, whole: (bytes: Buffer) => boolean): Promise<Buffer> {
  let bytes = Buffer.alloc(0);
  while (!whole(bytes)) {
    const data = once(socket, "data");
    socket.resume();
    const [more] = await data;
    bytes = Buffer.concat([bytes, more]);
  }
  socket.pause();
  return bytes;
}

function join(socket: Socket, port: number, greeting: string | Buffer): void {
  const there = connect(port, "127.0.0.1", () => socket.write(greeting));
  there.on("error", () => socket.destroy()).on("close", () => socket.destroy());
  socket.on("close", () => there.destroy());
  socket.pipe(there).pipe(socket);
}
