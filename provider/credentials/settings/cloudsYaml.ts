import { join } from "node:path";
import { parse } from "yaml";
import { ApigError } from "../../errors";
import { names } from "./names";
import { type Files, type Profile, profile, type Setting, type SettingsSource, settingOf } from "./profile";

type Tree = { readonly [key: string]: unknown };

interface Loaded {
  readonly path: string;
  readonly clouds: Tree;
}

/** Entries of clouds.yaml, completed and overruled by secure.yaml as openstacksdk does. */
export interface Clouds {
  readonly names: readonly string[];
  /** Throws APIG_INVALID_SETTING when there is no such entry. */
  entry(name: string, askedBy: string): Profile;
}

/** Reads the first clouds.yaml and the first secure.yaml. */
export function readClouds({ env, files }: SettingsSource): Clouds {
  const plain = files && load(files, "clouds", env.OS_CLIENT_CONFIG_FILE);
  const secure = files && load(files, "secure", env.OS_CLIENT_SECURE_FILE);
  const clouds = merge(plain?.clouds ?? {}, secure?.clouds ?? {});
  const known = Object.keys(clouds);
  return {
    names: known,
    entry(name, askedBy) {
      const entry = clouds[name];
      if (isTree(entry)) return entryProfile(name, entry);
      const there = plain ? `${plain.path} has ${known.join(", ") || "no entry"}` : missingFile(files);
      throw new ApigError("APIG_INVALID_SETTING", `${askedBy} names the cloud "${name}", but ${there}`);
    },
  };
}

function missingFile(files: Files | undefined): string {
  const places = files === undefined ? [] : folders(files).map((folder) => join(folder, "clouds.yaml"));
  return `there is no clouds.yaml: write one of ${places.join(", ")}, or name it in OS_CLIENT_CONFIG_FILE`;
}

const folders = ({ cwd, home }: Files) => [cwd, join(home, ".config", "openstack"), "/etc/openstack"];

/** The first file of that name, in openstacksdk's order. */
function load(files: Files, base: string, override: string | undefined): Loaded | undefined {
  const usual = folders(files).flatMap((folder) =>
    ["yaml", "yml", "json"].map((end) => join(folder, `${base}.${end}`)),
  );
  for (const path of [...(override ? [override] : []), ...usual]) {
    const text = files.read(path);
    if (text !== null) return { path, clouds: parseClouds(path, text) };
  }
  return undefined;
}

function parseClouds(path: string, text: string): Tree {
  try {
    const content: unknown = parse(text, { logLevel: "error" });
    const clouds = isTree(content) ? (content.clouds ?? {}) : {};
    if (isTree(clouds)) return clouds;
  } catch (error) {
    // Only the place: the parser's message quotes the line, which may hold a password.
    const line = (error as { linePos?: readonly { line: number }[] }).linePos?.[0]?.line;
    throw new ApigError("APIG_INVALID_SETTING", `${path} is not YAML${line ? `: see line ${line}` : ""}`);
  }
  throw new ApigError("APIG_INVALID_SETTING", `${path} must hold a mapping named clouds`);
}

function entryProfile(name: string, entry: Tree): Profile {
  const from = (path: string) => `clouds.yaml ${name}: ${path}`;
  const written = profile(`clouds.yaml ${name}`, (field) => {
    for (const path of names[field].yaml) {
      // openstacksdk takes what belongs in auth at the entry's top level, too.
      const value = text(at(entry, path)) ?? text(at(entry, path.replace(/^auth\./, "")));
      const found = settingOf(value, from(path));
      if (found !== undefined) return found;
    }
    return undefined;
  });
  const authUrl = written.values.authUrl ?? vendorAuthUrl(entry, written.values.region, from("profile"));
  return {
    name: written.name,
    values: {
      ...written.values,
      ...(authUrl && { authUrl }),
      ...(entry.verify === false && { insecure: { value: "true", from: from("verify") } }),
    },
  };
}

/** What openstacksdk's own vendor profiles say. */
function vendorAuthUrl(entry: Tree, region: Setting | undefined, from: string): Setting | undefined {
  switch (entry.profile ?? entry.cloud) {
    case "otc":
      return { value: `https://iam.${region?.value ?? "eu-de"}.otc.t-systems.com/v3`, from };
    case "otc-swiss":
      return { value: "https://iam-pub.eu-ch2.sc.otc.t-systems.com/v3", from };
    default:
      return undefined;
  }
}

function at(tree: unknown, path: string): unknown {
  return path.split(".").reduce((node, key) => (isTree(node) ? node[key] : undefined), tree);
}

function text(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function merge(base: Tree, over: Tree): Tree {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isTree(below) && isTree(value) ? merge(below, value) : value;
  }
  return merged;
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
