import { isObject } from "../../core/errorBody";
import { invalidSetting } from "../../core/foreignText";

/** A mapping of a YAML file. A scalar is the text as it is written, or null if there is none. */
export type Tree = { readonly [key: string]: unknown };

/**
 * YAML as PyYAML reads it for openstacksdk, with merge keys (`<<`) and the last of two equal keys. But numbers, words and
 * dates stay text: a password 00123456 has eight digits.
 */
const options = {
  schema: "failsafe",
  customTags: ["null"],
  merge: true,
  resolveKnownTags: false,
  uniqueKeys: false,
  // Enough for thousands of entries that merge one template; aliases nested three deep are still refused.
  maxAliasCount: 10_000,
  logLevel: "error",
} as const;

/** In place of a value with a tag that means nothing here, such as `!vault`. What it stands for is elsewhere. */
export class Tagged {
  constructor(readonly tag: string) {}
}

/** Tags whose value is what is written: PyYAML's own, as this package reads them, and the one for "no tag". */
const plainTag = /^(!|tag:yaml\.org,2002:(str|map|seq|int|float|bool|null|timestamp|merge))$/;
const binaryTag = "tag:yaml.org,2002:binary";

/** The last mapping of each file, with the text that it was read from: the parser takes long, and waits ask again and again. */
const parsed = new Map<string, { readonly text: string; readonly tree: Tree }>();

/** The mapping of a file. Throws APIG_INVALID_SETTING, whose message never quotes the file: it may hold a password. */
export function parseYaml(path: string, text: string): Tree {
  const known = parsed.get(path);
  if (known?.text === text) return known.tree;
  const tree = parse(path, text);
  parsed.set(path, { text, tree });
  return tree;
}

function parse(path: string, text: string): Tree {
  // Most programs have no such file, and the parser takes long to load.
  const { isScalar, parseDocument, Scalar, visit } = require("yaml") as typeof import("yaml");
  let content: unknown;
  try {
    const document = parseDocument(text, { ...options, customTags: [...options.customTags] });
    if (document.errors[0]) throw document.errors[0];
    visit(document, {
      Node(_key, node) {
        if (node.tag === undefined || plainTag.test(node.tag)) return undefined;
        const written = node.tag === binaryTag && isScalar(node) ? node.value : undefined;
        return new Scalar(
          typeof written === "string" ? Buffer.from(written, "base64").toString() : new Tagged(node.tag),
        );
      },
    });
    content = document.toJS({ maxAliasCount: options.maxAliasCount });
  } catch (error) {
    // The parser's errors have no class in common, and some have none of their own.
    throw invalidSetting`${path} is not YAML${faultOf(error)}`;
  }
  if (content === null) return {};
  if (isTree(content)) return content;
  throw invalidSetting`${path} must hold a mapping named clouds`;
}

function faultOf(error: unknown): string {
  const { linePos, message } = error as { linePos?: readonly { line: number }[]; message: string };
  if (linePos?.[0]) return `: see line ${linePos[0].line}`;
  if (message.startsWith("Excessive alias")) return ": it has too many aliases (*name); write out what they stand for";
  if (message.startsWith("Unresolved alias"))
    return ": an alias (*name) has no anchor (&name); put a value that begins with * or & into quotes";
  return message.startsWith("Merge") ? ": a merge key (<<) must name a mapping" : ": it is nested too deep";
}

export function isTree(value: unknown): value is Tree {
  return isObject(value) && !(value instanceof Tagged);
}

/** The mapping under a key, or an empty one; prototypes do not count. */
export function treeAt(tree: Tree, key: string): Tree {
  const value = Object.hasOwn(tree, key) ? tree[key] : undefined;
  return isTree(value) ? value : {};
}

/** Both mappings in one, down to this depth; the second one overrides the first. */
export function merge(base: Tree, over: Tree, depth: number): Tree {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = depth > 1 && isTree(below) && isTree(value) ? merge(below, value, depth - 1) : value;
  }
  return merged;
}
