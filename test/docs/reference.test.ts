import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { assert } from "chai";

/** Once; what it writes goes into a scratch folder. */
function typedoc(...args: string[]): { ok: boolean; printed: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["node_modules/typedoc/bin/typedoc", ...args], {
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { ok: status === 0, printed: stdout + stderr };
}

describe("the API reference", function () {
  this.timeout(120_000); // reads every type that the package uses
  const scratch = mkdtempSync(join(tmpdir(), "apig-reference-"));
  const out = join(scratch, "reference");
  const page = (name: string) => readFileSync(join(out, name), "utf8");
  let made: ReturnType<typeof typedoc>;
  before(() => {
    made = typedoc("--out", out);
  });
  after(() => rmSync(scratch, { recursive: true, force: true }));

  it("is made without a warning", () => {
    assert.isTrue(made.ok, made.printed);
    assert.notMatch(made.printed, /warning|error/);
  });

  it("has a start page with the version, and what to read first", () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8"));
    assert.include(page("index.html"), `<h1>pulumi-apig - v${version}</h1>`);
    const [, first = ""] = page("index.html").split('id="what-to-read-first"');
    const links = ["GatewayReadiness", "getGatewayProgress", "waitForGateway", "ApigError", "errors", "testing"];
    const places = links.map((link) => first.indexOf(`/${link}.html`));
    assert.notInclude(places, -1);
    assert.deepEqual(
      places,
      [...places].sort((one, other) => one - other),
    );
  });

  it("tells on the start page what each export is", () => {
    const index = readFileSync("provider/index.ts", "utf8").replace(/\/\/.*|from ".*"|\b(export|type)\b/g, "");
    const names = index.match(/\w+/g) ?? [];
    assert.includeMembers(names, ["ApigError", "GatewayReadiness", "waitForGateway"]);
    const entries = page("index.html").matchAll(
      /<dt class="tsd-member-summary" id="\w+">.*?\.html">(?:<span>)?(.*?)<\/a>.*?<dd class="tsd-member-summary">(.*?)<\/dd>/gs,
    );
    const told = new Map([...entries].map(([, name = "", text = ""]) => [plain(name), plain(text)]));
    for (const name of names) assert.match(told.get(name) ?? "", /^\S.{20,}\.$/s, name);
  });

  it("has no link that leads nowhere", () => {
    const files = readdirSync(out, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".html"));
    assert.include(files, join("documents", "errors.html"));
    const broken = files.flatMap((file) =>
      [...page(file).matchAll(/(?:href|src)="(?!\w+:)([^"#]*)(?:#([^"]*))?"/g)]
        .filter(([, path = "", fragment]) => {
          const target = path === "" ? file : join(dirname(file), path);
          if (!existsSync(join(out, target))) return true;
          return fragment && target.endsWith(".html") && !page(target).includes(`id="${fragment}"`);
        })
        .map(([link]) => `${file}: ${link}`),
    );
    assert.deepEqual(broken, []);
  });

  it("is not made where an export has no description, a link leads nowhere or a type is hidden", () => {
    const entry = { entryPoints: ["index.ts"], tsconfig: "tsconfig.json" };
    const wrong = {
      "undescribed \\(Variable\\).* does not have any documentation": "export const undescribed = 1;",
      'Failed to resolve link to "nowhere"': "/** {@link nowhere} */ export const linked = 1;",
      "Hidden.* is referenced by .* but not included":
        "interface Hidden { readonly a: 1 }\n/** It. */ export const shown: Hidden = { a: 1 };",
    };
    const files = {
      "package.json": '{ "name": "scratch" }',
      "tsconfig.json": '{ "compilerOptions": { "types": [], "lib": ["es2022"] }, "files": ["index.ts"] }',
      "typedoc.json": JSON.stringify({ extends: [resolve("typedoc.json")], ...entry }),
      // The first comment of a file may be the file's own.
      "index.ts": ["/** A. */\nexport const first = 1;", ...Object.values(wrong)].join("\n"),
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(scratch, name), text);
    const { ok, printed } = typedoc("--options", join(scratch, "typedoc.json"), "--emit", "none");
    assert.isFalse(ok);
    for (const said of Object.keys(wrong)) assert.match(printed, new RegExp(said));
  });
});

const plain = (html: string) =>
  html
    .replace(/<[^>]*>/g, "")
    .replace(/\s+/g, " ")
    .trim();
