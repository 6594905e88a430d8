import { clis } from "./pins";

/** One way that failed, and the reason in one line. */
export interface Failure {
  readonly way: string;
  readonly reason: string;
}

/** Every way to an engine failed: the message says what was tried, why each failed, and what to install. */
export class EngineUnavailableError extends Error {
  override readonly name = "EngineUnavailableError";
  readonly code = "ENGINE_UNAVAILABLE";
  constructor(readonly failures: readonly Failure[]) {
    super(
      [
        "no Pulumi engine could be found or made. Tried:",
        ...failures.map(({ way, reason }) => `  - ${way}: ${reason}`),
        `Install the Pulumi CLI, ${clis.oldest.version} or newer (https://www.pulumi.com/docs/install/), or Go, ${clis.oldest.goVersion} or newer`,
        "(https://go.dev/doc/install), so that it can be built; then run this again.",
      ].join("\n"),
    );
  }
}
