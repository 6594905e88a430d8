import { regionName } from "../../core/address";
import { invalidSetting } from "../../core/foreignText";
import { type Field, names } from "./names";
import { flagOf, type Profile, profile, type Setting } from "./profile";
import { unsupportedIn } from "./unsupported";
import { faultOf } from "./validate";
import { isTree, merge, Tagged, type Tree, treeAt } from "./yaml";

type From = (path: string) => string;
type Find = (paths: readonly string[]) => Setting | undefined;

/**
 * The settings of an entry of clouds.yaml, combined as openstacksdk 4 does: the vendor profile, then the entry, then its region (the one
 * that is wanted, if any). `vendors` gives the vendor profiles that are known.
 */
export function entryProfile(name: string, entry: unknown, vendors: () => Tree, wanted: string | undefined): Profile {
  const title = `clouds.yaml ${name}`;
  const from: From = (path) => `${title}: ${path}`;
  assertNoTags(entry, title);
  const own = withPlainKeys(entry, title);
  const vendor = vendorOf(own, vendors, from);
  const region = chosenRegion(own, vendor ?? {}, wanted, from);
  const whole = merge(merge(vendor ?? {}, own, 2), withPlainKeys(region.values, from("regions")), 2);
  const find = finder(whole, from);
  if (vendor === null && !find(names.authUrl.yaml)) {
    throw invalidSetting`${from("profile")} must be otc, otc-swiss or one of clouds-public.yaml, not "${own.profile ?? own.cloud}"; or set auth.auth_url`;
  }
  const place = { value: region.name ?? "", from: from(region.from) };
  const asked = wanted ? { value: wanted, from: "the requested region" } : place;
  const special: Readonly<Record<string, () => Setting | undefined>> = {
    region: () => place,
    authUrl: () => filledIn(find(names.authUrl.yaml), whole, asked),
    insecure: () => insecureOf(find),
    caCertFile: () => find(names.caCertFile.yaml) ?? certificatesOf(find),
  };
  const settingOf = (field: Field) => (special[field] ?? (() => find(names[field].yaml)))();
  const found = profile(title, settingOf, (field) => `${names[field].yaml[0]} of ${title}`);
  return { ...found, family: "os", unsupported: unsupportedIn("yaml", find) };
}

/** A tag such as `!vault` or `!ENV` is for another program, and what stands behind it is no value. */
function assertNoTags(value: unknown, title: string, path: readonly string[] = [], seen = new Set<unknown>()): void {
  if (value instanceof Tagged) {
    const place = path.length === 0 ? title : `${title}: ${path.join(".")}`;
    throw invalidSetting`${place} has the tag ${value.tag.replace("tag:yaml.org,2002:", "!!")}, which is not supported: write the value itself, or set it in secure.yaml or in an environment variable`;
  }
  // Aliases may name the same value often, or one that they are in.
  if (typeof value !== "object" || value === null || seen.has(value)) return;
  seen.add(value);
  for (const [key, below] of Object.entries(value)) assertNoTags(below, title, [...path, key], seen);
}

/** openstacksdk reads these keys at the top level of an entry first, and all other keys of `auth` in `auth` first. */
const topFirst = /^token$|(^|_)(project|tenant|domain)_(id|name)$/;
/** At the top level, these keys may belong to tools for object storage. */
const signingKeys = /^(ak|sk|access_key|secret_key|security_token)$/;

/** Finds the first setting that is not empty. What belongs in `auth` may stand at the top level, too. */
function finder(whole: Tree, from: From): Find {
  const auth = treeAt(whole, "auth");
  const isLogin = ["password", "token"].some((key) => whole[key] || auth[key]) && whole.auth_type !== "aksk";
  const placesOf = (path: string, key: string): readonly Tree[] => {
    if (path === key) return [whole];
    if (isLogin && signingKeys.test(key)) return [auth];
    return topFirst.test(key) ? [whole, auth] : [auth, whole];
  };
  return (paths) => {
    for (const path of paths) {
      const key = path.replace(/^auth\./, "");
      for (const place of placesOf(path, key)) {
        const value = scalar(place[key], from(path));
        if (value.trim()) return { value, from: from(path), place: path };
      }
    }
    return undefined;
  };
}

/** The vendor profile that an entry names, empty if it names none; null if it is not known. */
function vendorOf(own: Tree, vendors: () => Tree, from: From): Tree | null {
  const name = scalar(own.profile, from("profile")) || scalar(own.cloud, from("cloud"));
  if (!name) return {};
  const known = vendors();
  return Object.hasOwn(known, name) ? withPlainKeys(known[name], `the vendor profile ${name}`) : null;
}

type Region = { readonly name: string | undefined; readonly values: unknown; readonly from: string };

/** The region that is asked for, else the first one, with its own values. */
function chosenRegion(own: Tree, vendor: Tree, wanted: string | undefined, from: From): Region {
  const lists = [
    regionsIn(own.regions, "regions", from),
    regionsIn(own.region_name, "region_name", from),
    regionsIn(vendor.regions ?? vendor.region_name, "profile", from),
  ];
  const list = lists.find(({ length }) => length > 0) ?? [];
  const [first = { name: undefined, values: {}, from: "region_name" }] = list;
  if (wanted === undefined) return first;
  const asked = list.find(({ name }) => name?.toLowerCase() === wanted.toLowerCase());
  if (asked) return asked;
  if (list.every(({ values }) => Object.keys(Object(values)).length === 0)) return { ...first, values: {} };
  throw invalidSetting`${from("regions")} has no ${wanted}, only ${list.map(({ name }) => name)}`;
}

/** Reads regions: a list of names or mappings, or names separated by commas. */
function regionsIn(written: unknown, path: string, from: From): readonly Region[] {
  const list = Array.isArray(written) ? written : scalar(written, from(path)).split(",");
  const regions = list.map((each) => {
    if (!isTree(each)) return { name: scalar(each, from(path)).trim(), values: {}, from: path };
    const { name, values = {}, ...others } = each;
    if (typeof name === "string" && Object.keys(others).length === 0) return { name, values, from: path };
    throw invalidSetting`${from(path)} must be a list of names, or of mappings with name and values only`;
  });
  return regions.filter(({ name }) => name);
}

/** Fills in an address that has keys of the entry in braces, as vendor profiles do. */
function filledIn(address: Setting | undefined, whole: Tree, region: Setting): Setting | undefined {
  if (!address) return undefined;
  // Nothing may move the address to another host.
  const fault = address.value.includes("{region_name}") && region.value && faultOf("region", region.value);
  if (fault) throw invalidSetting`${region.from} ${fault}`;
  const value = address.value.replace(/\{(\w+)\}/g, (written, key) => {
    const known = key === "region_name" ? regionName(region.value) : scalar(whole[key], address.from);
    if (known && /^[\w.-]+$/.test(known)) return known;
    throw invalidSetting`${address.from} may have only keys of the entry with plain values in braces, not "${written}"`;
  });
  return { value, from: address.from };
}

/** `insecure`, or the opposite of `verify`: the one that switches the check off counts. */
function insecureOf(find: Find): Setting | undefined {
  const insecure = find(["insecure"]);
  const verify = find(["verify"]);
  if (insecure && flagOf(insecure.value) !== false) return insecure;
  const isVerified = flagOf(verify?.value);
  if (verify && isVerified === false) return { value: "true", from: verify.from };
  return insecure ?? (verify && isVerified ? { value: "false", from: verify.from } : undefined);
}

/** openstacksdk accepts a path in `verify`, too. */
function certificatesOf(find: Find): Setting | undefined {
  const verify = find(["verify"]);
  return flagOf(verify?.value) === undefined ? verify : undefined;
}

/** An entry's mapping, its keys with underscores: openstacksdk accepts hyphens as well, also in `auth`. */
function withPlainKeys(written: unknown, title: string): Tree {
  const plain = (value: unknown, what: string) => {
    if (value === null || value === undefined) return {};
    if (!isTree(value)) throw invalidSetting`${what} must be a mapping`;
    return Object.fromEntries(Object.entries(value).map(([key, below]) => [key.replaceAll("-", "_"), below]));
  };
  const top = plain(written, title);
  return "auth" in top ? { ...top, auth: plain(top.auth, `${title}: auth`) } : top;
}

/** One value as text; null and undefined are empty. */
function scalar(value: unknown, from: string): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  throw invalidSetting`${from} must be one value, not a list or a mapping`;
}
