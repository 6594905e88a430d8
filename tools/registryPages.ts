// `npm run pages`: writes the parts of the pages for Pulumi's registry that stand elsewhere: the programs of docs/languages.md, which
// tests run, and the table of settings.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { settings } from "./schema";

const root = join(__dirname, "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const guide = "docs/languages.md";

/** By the registry's name of a language: the chapter of the guide, and its word there. */
const programs: Readonly<Record<string, readonly [chapter: string, word: string]>> = {
  typescript: ["TypeScript, with the plugin", "ts"],
  python: ["Python", "python"],
  go: ["Go", "go"],
  csharp: ["C#", "csharp"],
  java: ["Java", "java"],
  yaml: ["YAML", "yaml"],
};

/** The pages as they should be, by file. */
export function registryPages(): Readonly<Record<string, string>> {
  const [index, configuration] = ["docs/_index.md", "docs/installation-configuration.md"];
  return { [index]: withPrograms(read(index)), [configuration]: withSettings(read(configuration)) };
}

function withPrograms(page: string): string {
  return page.replace(/(\{\{% choosable language (\w+) %\}\}\n\n```\w+\n)[\s\S]*?(?=```\n)/g, (_, head, language) => {
    return `${head}${programOf(language)}`;
  });
}

function programOf(language: string): string {
  const [chapter, word] = programs[language] ?? [];
  const part = read(guide)
    .split(/^##+ /m)
    .find((each) => each.startsWith(`${chapter}\n`));
  const [, program] = part?.match(new RegExp(`^\`\`\`${word}\n([\\s\\S]*?)^\`\`\``, "m")) ?? [];
  if (program === undefined) throw new Error(`${guide} has no program in ${language}`);
  return program;
}

function withSettings(page: string): string {
  const [head] = page.split(/(?<=<!-- settings -->\n)/);
  const rows = Object.entries(settings()).map(
    ([name, { description, secret }]) => `- \`${name}\`${secret ? " (secret)" : ""}: ${description}`,
  );
  return `${head}\n${rows.join("\n")}\n`;
}

if (require.main === module) {
  for (const [file, text] of Object.entries(registryPages())) writeFileSync(join(root, file), text);
}
