import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import which from "which";
import { userCacheFolder } from "../../tools/engine/cache";
import { runProgram, tellingLine } from "../../tools/engine/run";
import { NotHere } from "./notHere";

const name = "versitygw";
const pinned = join(__dirname, "../../tools/s3-server");

/** The S3 server: the one on PATH, an earlier build, or a build with Go (about a minute and a half on 2 cores). */
export async function s3Program(): Promise<string> {
  const found = await which(name, { nothrow: true });
  if (found) return found;
  const pins = createHash("sha256")
    .update(readFileSync(join(pinned, "go.sum")))
    .digest("hex");
  const folder = join(userCacheFolder(), `s3-server-${process.platform}-${process.arch}-${pins.slice(0, 8)}`);
  const program = join(folder, name);
  if (existsSync(program)) return program;
  const go = await which("go", { nothrow: true });
  if (!go) throw new NotHere(`no S3 server (${name}) on PATH, and no Go to build it`);
  mkdirSync(userCacheFolder(), { recursive: true });
  const scratch = mkdtempSync(`${folder}.scratch-`);
  console.log(`      building the S3 server with Go ...`);
  const env = { ...process.env, CGO_ENABLED: "0", GOWORK: "off" };
  try {
    const args = ["build", "-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w", "-o", `${scratch}/`];
    await runProgram(go, [...args, "tool"], { cwd: pinned, env });
    rmSync(folder, { recursive: true, force: true });
    renameSync(scratch, folder);
  } catch (error) {
    rmSync(scratch, { recursive: true, force: true });
    throw new NotHere(`the S3 server cannot be built: ${tellingLine(String(error).split("\n"))}`);
  }
  return program;
}
