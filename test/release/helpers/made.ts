import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const clone = join(__dirname, "../../..");

/** The release that the tests use. It is not dist-release/, because its SDKs name a server of this machine. */
export const releaseFolder = join(clone, "dist-release.test");

/** How it was made. */
export interface Made {
  /** Of the server of this machine that holds the plugin's archives while tests run. */
  readonly port: number;
  readonly parts: readonly string[];
  readonly platforms: readonly string[];
}

const file = join(clone, "node_modules/.cache/release-test.json");

export function writeMade(made: Made): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(made));
}

/** Throws where no run has made one. */
export function readMade(): Made {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new Error("there is no release to test: npm run test:release makes it");
  }
}

/** The address that its SDKs name. */
export const addressOf = ({ port }: Made): string => `http://127.0.0.1:${port}`;
