import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { assert } from "chai";
import { errorPage, errorPageFile } from "../../tools/errorPage";
import { packedPage } from "../../tools/release/packedPage";
import { surface, surfaceFile } from "../../tools/surface";
import { filledIn, unfilled } from "./release/filledIn";

const text = (file: string) => readFileSync(file, "utf8");
const below = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md") && !file.includes("node_modules"))
    .map((file) => join(folder, file));
/** Pages for maintainers, and those in the form of Pulumi's registry. */
const isForOthers = (file: string) =>
  /^docs[\\/]((decisions|maintainers)[\\/]|(_index|installation-configuration)\.md$)/.test(file);
const pages = below("docs");
const shipped = [
  ...["README.md", "SECURITY.md", "CHANGELOG.md", "emulator/README.md"],
  ...pages.filter((file) => !isForOthers(file)),
  ...below("examples"),
];
const kept = ["CONTRIBUTING.md", "CODE_OF_CONDUCT.md", ...pages.filter(isForOthers), ...below("test/clients")];
const documents = [...shipped, ...kept];

/** Relative links of a document, or of what it says elsewhere, as paths from the root. */
function linksOf(document: string, said = text(document)): string[] {
  const targets = [...said.matchAll(/\]\(((?!https?:|#)[^)#]+)/g)].map(([, target = ""]) => target);
  return targets.map((target) => normalize(join(dirname(document), target)).replace(/[\\/]$/, ""));
}

describe("documents", () => {
  it("link only to files that there are", () => {
    const broken = documents.flatMap((each) => linksOf(each).filter((target) => !existsSync(target)));
    assert.deepEqual(broken, []);
  });

  describe("in the package", () => {
    let files: string[];
    before(function () {
      this.timeout(60_000); // npm starts slowly on a busy machine
      const packed: { files: { path: string }[] }[] = JSON.parse(
        execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { encoding: "utf8", stdio: "pipe" }),
      );
      files = packed[0]?.files.map(({ path }) => path) ?? [];
    });
    const isPacked = (target: string) => files.some((file) => file === target || file.startsWith(`${target}/`));

    it("are those for users, and no others", () => {
      for (const document of shipped) assert.include(files, document);
      for (const document of kept) assert.notInclude(files, document);
      assert.isUndefined(files.find((file) => /node_modules|^(test|tools|bench|provider)\//.test(file)));
    });

    it("link only to files of the package", () => {
      for (const document of shipped) {
        // The end of README is for those who have the repository.
        for (const target of linksOf(document, text(document).split("\n## Contributing")[0])) {
          assert.isTrue(isPacked(target), `${document} links to ${target}`);
        }
      }
    });

    it("of a release, too, from their first line to their last, wherever the repository is", () => {
      for (const coordinates of [filledIn, unfilled]) {
        for (const document of shipped) {
          const page = packedPage(document, text(document), { files, version: "1.2.3", coordinates });
          for (const target of linksOf(document, page))
            assert.isTrue(isPacked(target), `${document} links to ${target}`);
          assert.notMatch(page, /\]\(https:[^)]*\.example\b/, document);
        }
      }
      const readme = packedPage("README.md", text("README.md"), { files, version: "1.2.3", coordinates: filledIn });
      assert.include(readme, "[CONTRIBUTING.md](https://github.com/fixture/pulumi-apig/blob/v1.2.3/CONTRIBUTING.md)");
    });
  });

  it("name a fragment of another document only where its heading is", () => {
    for (const document of documents) {
      for (const [, target = "", fragment = ""] of text(document).matchAll(/\]\(((?!https?:)[^)#]+)#([^)]+)\)/g)) {
        const headings = [...text(join(dirname(document), target)).matchAll(/^#+ (.*)$/gm)];
        const anchors = headings.map(([, words = ""]) =>
          words
            .toLowerCase()
            .replace(/[^\w -]/g, "")
            .replace(/ /g, "-"),
        );
        assert.include(anchors, fragment, document);
      }
    }
  });

  it("show the public surface as it is; after a change: npm run surface", () => {
    assert.equal(text(surfaceFile), surface());
  });

  it("have every code of an error, as its comment tells it; after a change: npm run surface", () => {
    assert.equal(text(errorPageFile), errorPage());
    assert.lengthOf(errorPage().match(/^\| `APIG_/gm) ?? [], 21);
  });

  it("the figures of the schedule in docs/scale.md are those that the bench wrote", () => {
    const decision = text("docs/decisions/0003-polling-schedule.md");
    const rows = { "`eager` (default)": "pulumi-apig", "`calm`": "pulumi-apig calm" };
    const names: Record<string, string> = { ...rows, "every 10 s": "every 10 s", "Terraform, Huawei Cloud": "" };
    for (const [name, policy] of Object.entries(names)) {
      const [, mean, polls] =
        text("docs/scale.md").match(new RegExp(`^\\| ${escaped(name)} \\| ([\\d.]+) s, (\\d+) `, "m")) ?? [];
      assert.isDefined(polls, name);
      assert.match(decision, new RegExp(`^\\| ${escaped(policy || name)} \\| ${mean} / [\\d.]+ s, ${polls} \\|`, "m"));
    }
  });

  it("say once that the package is not published yet: README, and each example, since its folder is copied", () => {
    const saying = shipped.filter((document) => /until it is published|not published yet/i.test(text(document)));
    // Whoever publishes it takes the words out, of all of them.
    if (saying.length > 0) assert.sameMembers(saying, ["README.md", ...below("examples")]);
    for (const document of saying) assert.lengthOf(text(document).match(/published/g) ?? [], 1, document);
  });

  it("README and the examples name the package's file by its version", () => {
    const { version } = JSON.parse(text("package.json"));
    for (const document of ["README.md", ...below("examples")]) {
      assert.include(text(document), `/pulumi-apig-${version}.tgz`, document);
    }
  });
});

function escaped(words: string): string {
  return words.replace(/[()]/g, "\\$&");
}
