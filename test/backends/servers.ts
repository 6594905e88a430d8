// The servers that keep stacks' states: each starts on the loopback interface in a scratch folder.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import which from "which";
import { end, freePort, listening } from "../engine/helpers/ports";
import { NotHere } from "./notHere";
import { s3Program } from "./s3Program";

export interface Backend {
  /** For PULUMI_BACKEND_URL. */
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root. */
function owner(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
}

function debianFolders(): string[] {
  try {
    return readdirSync("/usr/lib/postgresql").map((version) => `/usr/lib/postgresql/${version}/bin`);
  } catch {
    return [];
  }
}

export async function startPostgres(): Promise<Backend> {
  const path = [process.env.PATH, ...debianFolders()].join(delimiter);
  const [initdb, postgres] = await Promise.all(
    ["initdb", "postgres"].map((name) => which(name, { path, nothrow: true })),
  );
  if (!initdb || !postgres)
    throw new NotHere("no PostgreSQL server (initdb, postgres) on PATH or in /usr/lib/postgresql");
  const folder = mkdtempSync(join(tmpdir(), "apig-postgres-"));
  const who = owner();
  if (who.uid !== undefined && who.gid !== undefined) chownSync(folder, who.uid, who.gid);
  const data = join(folder, "data");
  const place = { ...who, cwd: folder, env: { ...process.env, LC_ALL: "C" } };
  execFileSync(initdb, ["-D", data, "-U", "apig", "-A", "trust", "--no-sync"], { ...place, stdio: "pipe" });
  const port = await freePort();
  const options = ["-D", data, "-h", "127.0.0.1", "-p", String(port), "-k", "", "-F"];
  const server = spawn(postgres, options, { ...place, stdio: ["ignore", "ignore", "pipe"] });
  const isReady = async () => {
    for await (const text of server.stderr) if (/ready to accept connections/.test(String(text))) return;
    throw new Error("PostgreSQL ended at once");
  };
  await isReady();
  server.stderr.resume();
  const url = `postgres://apig@127.0.0.1:${port}/postgres?sslmode=disable`;
  return { url, env: {}, stop: () => endIn(folder, server, "SIGINT") };
}

export async function startS3(): Promise<Backend> {
  const program = await s3Program();
  const folder = mkdtempSync(join(tmpdir(), "apig-s3-"));
  for (const name of ["buckets/states", "meta"]) mkdirSync(join(folder, name), { recursive: true });
  const port = await freePort();
  const [key, secret] = ["backend-access-key", "backend-secret-key"];
  const where = ["--quiet", "--port", `127.0.0.1:${port}`, "--access", key, "--secret", secret];
  const store = ["posix", "--sidecar", join(folder, "meta"), join(folder, "buckets")];
  const server = spawn(program, [...where, ...store], { cwd: folder, stdio: "ignore" });
  await listening("the S3 server", server, port);
  const url = `s3://states?endpoint=http://127.0.0.1:${port}&s3ForcePathStyle=true&region=us-east-1`;
  const env = { AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: "", AWS_PROFILE: "" };
  return { url, env, stop: () => endIn(folder, server, "SIGTERM") };
}

async function endIn(folder: string, server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  await end(server, signal);
  rmSync(folder, { recursive: true, force: true });
}
