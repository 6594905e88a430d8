import { invalidSetting } from "../../core/foreignText";

type Section = ReadonlyMap<string, string>;

/** Sections of which each has what this one has, too. */
const shared = "DEFAULT";

/**
 * Sections of an INI file as Python's configparser reads them for Huawei's SDK, keys in lower case. A value is what is
 * written: no comment behind it and no quotes around it are taken away. The common library (`ini`) does both, so it cuts a
 * secret in two at `;` or `#`. Throws APIG_INVALID_SETTING, whose message never quotes the file.
 */
export function parseIni(path: string, text: string): ReadonlyMap<string, Section> {
  const sections = new Map<string, Map<string, string>>();
  let current: Map<string, string> | null = null;
  for (const [index, written] of text
    .replace(/^\ufeff/, "")
    .split(/\r\n|\r|\n/)
    .entries()) {
    const line = written.trim();
    const wrong = (what: string) => invalidSetting`${path} is not an INI file: line ${index + 1} ${what}`;
    if (line === "" || /^[#;]/.test(line)) continue;
    const name = /^\[([^\]]+)\]/.exec(line)?.[1];
    if (name !== undefined) {
      if (sections.has(name)) throw wrong("begins a section for the second time");
      current = new Map();
      sections.set(name, current);
      continue;
    }
    const end = line.search(/[=:]/);
    if (end < 1) throw wrong('is no "key = value"');
    if (current === null) throw wrong("stands before the first [section]");
    const key = line.slice(0, end).trim().toLowerCase();
    if (current.has(key)) throw wrong("sets a key for the second time");
    current.set(key, line.slice(end + 1).trim());
  }
  const inAll = sections.get(shared) ?? [];
  sections.delete(shared);
  return new Map([...sections].map(([name, own]) => [name, new Map([...inAll, ...own])]));
}
