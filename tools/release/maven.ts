// The Java SDK as the folder of a Maven repository has it. Source: Maven, "Repository Layout"; Maven Central, "Requirements".
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineDeps } from "../engine/deps";
import { artifact } from "./pom";

export interface JavaSdk {
  /** Its folder, with pom.xml; Maven writes `target` into it. */
  readonly sdk: string;
  readonly group: string;
  readonly version: string;
  readonly out: string;
  /** In seconds since 1970. */
  readonly time: number;
}

export async function packJava({ sdk, group, version, out, time }: JavaSdk, deps: EngineDeps): Promise<void> {
  const { run, env, signal } = deps;
  const stamp = `-Dproject.build.outputTimestamp=${new Date(time * 1000).toISOString().replace(".000", "")}`;
  // The comments are Pulumi's generator's, which javadoc's own rules do not like.
  const goals = ["package", "source:jar-no-fork", "javadoc:jar", "-Ddoclint=none"];
  await run("mvn", ["-q", "-B", stamp, ...goals], { cwd: sdk, env, signal });
  const folder = join(out, ...group.split("."), artifact, version);
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(sdk, "pom.xml"), join(folder, `${artifact}-${version}.pom`));
  const jars = ["", "-sources", "-javadoc"].map((suffix) => `${artifact}-${version}${suffix}.jar`);
  for (const jar of jars) copyFileSync(join(sdk, "target", jar), join(folder, jar));
  for (const file of [`${artifact}-${version}.pom`, ...jars]) {
    const content = readFileSync(join(folder, file));
    for (const kind of ["md5", "sha1", "sha256", "sha512"]) {
      writeFileSync(join(folder, `${file}.${kind}`), createHash(kind).update(content).digest("hex"));
    }
  }
}
