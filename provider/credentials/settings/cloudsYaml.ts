// Finds and reads clouds.yaml; cloudsEntry.ts makes settings of an entry.
import { join } from "node:path";
import { invalidSetting } from "../../core/foreignText";
import { entryProfile } from "./cloudsEntry";
import { firstFile, namedFile } from "./namedFile";
import type { Profile, Surroundings } from "./profile";
import { isTree, merge, parseYaml, type Tree, treeAt } from "./yaml";

/** Vendor profiles that openstacksdk 4 knows for these clouds (config/vendors/otc.json, otc-swiss.json). */
const vendorProfiles: Tree = {
  otc: { regions: ["eu-de", "eu-nl"], auth: { auth_url: "https://iam.{region_name}.otc.t-systems.com/v3" } },
  "otc-swiss": { regions: ["eu-ch2"], auth: { auth_url: "https://iam-pub.eu-ch2.sc.otc.t-systems.com/v3" } },
};

export type Clouds = ReturnType<typeof readClouds>;

/** Entries of the first clouds.yaml. As in openstacksdk 4, the first secure.yaml completes and overrides them. */
export function readClouds(around: Surroundings) {
  const plain = load(around, "clouds", "OS_CLIENT_CONFIG_FILE");
  const secure = load(around, "secure", "OS_CLIENT_SECURE_FILE");
  // Down to the keys of `auth`.
  const clouds = merge(cloudsOf(plain), cloudsOf(secure), 3);
  const names = Object.keys(clouds);
  return {
    /** The file; undefined where there is none. */
    path: (plain ?? secure)?.path,
    names,
    /**
     * The settings of an entry, in this region if one is given. Throws APIG_INVALID_SETTING when there is no such entry,
     * or when it cannot be understood.
     */
    entry(name: string, askedBy: string, region?: string): Profile {
      if (Object.hasOwn(clouds, name)) {
        const publicClouds = () => treeAt(load(around, "clouds-public")?.content ?? {}, "public-clouds");
        const vendors = () => ({ ...vendorProfiles, ...publicClouds() });
        return entryProfile(name, clouds[name], vendors, region);
      }
      if (plain)
        throw invalidSetting`${askedBy} names the cloud "${name}", but ${plain.path} has ${names.length > 0 ? names : "no entry"}`;
      const places = folders(around).map((folder) => join(folder, "clouds.yaml"));
      throw invalidSetting`${askedBy} names the cloud "${name}", but there is no clouds.yaml: write one of ${places}, or name it in OS_CLIENT_CONFIG_FILE`;
    },
  };
}

function cloudsOf(file: ReturnType<typeof load>): Tree {
  const clouds = file?.content.clouds ?? {};
  if (isTree(clouds)) return clouds;
  throw invalidSetting`${file?.path} must hold a mapping named clouds`;
}

/** The folders of openstacksdk, in its order. */
function folders({ files: { cwd, home }, env }: Surroundings): string[] {
  const found = [cwd];
  if (env.XDG_CONFIG_HOME) found.push(join(env.XDG_CONFIG_HOME, "openstack"));
  if (home !== null) found.push(join(home, ".config", "openstack"));
  return [...found, join(env.XDG_CONFIG_DIRS || "/etc/xdg", "openstack"), "/etc/openstack"];
}

/** The file that the variable names, else the first one of that name. */
function load(around: Surroundings, base: string, variable?: string) {
  const paths = () =>
    folders(around).flatMap((folder) => ["yaml", "yml", "json"].map((end) => join(folder, `${base}.${end}`)));
  const file = (variable && namedFile(around, variable)) || firstFile(around.files, paths());
  return file ? { path: file.path, content: parseYaml(file.path, file.text) } : undefined;
}
