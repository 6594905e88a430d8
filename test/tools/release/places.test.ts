import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { readCoordinates } from "../../../tools/release/coordinates";
import { corrected, places, staleFiles } from "../../../tools/release/places";
import { filledIn } from "./filledIn";

const text = (file: string) => readFileSync(file, "utf8");
const { version } = JSON.parse(text("package.json"));
const filesNow = places(readCoordinates(), version);

describe("what release.json and the version say, where it is repeated", () => {
  it("stands there as they say it; after a change: npm run coordinates", () => {
    for (const place of filesNow) {
      expect([...text(place.file).matchAll(place.pattern)], `${place.file} ${place.pattern}`).not.to.deep.equal([]);
    }
    expect(staleFiles(filesNow, text)).to.deep.equal([]);
    expect(staleFiles(places(readCoordinates(), "9.8.7"), text)).to.include.members(["README.md", "docs/languages.md"]);
  });

  it("filled in, and back: every name and address changes, no placeholder is left, and nothing else is touched", () => {
    const there = places(filledIn, "9.8.7");
    const back = filesNow;
    for (const file of new Set(there.map((place) => place.file))) {
      const of = (all: typeof there, from: string) =>
        all.filter((place) => place.file === file).reduce((before, place) => corrected(before, place), from);
      const changed = of(there, text(file));
      expect(changed, file).not.to.equal(text(file));
      expect(changed, file).not.to.match(/\.example\b(?!\.com)|\binternal\.owner|owner\.internal|Internal\.Owner/);
      expect(of(there, changed), file).to.equal(changed);
      expect(of(back, changed), file).to.equal(text(file));
    }
  });

  it("are in no other page", () => {
    // The registry's page is made of the guide.
    const known = new Set([...filesNow.map((place) => place.file), "docs/_index.md"]);
    const pages = ["docs", "examples"].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
    );
    for (const file of ["README.md", "SECURITY.md", ...pages.filter((each) => /\.(md|go|ts|py|json)$/.test(each))]) {
      if (known.has(file) || /^docs\/decisions|node_modules/.test(file)) continue;
      expect(text(file), file).not.to.match(/owner\.internal|internal\.owner|downloads\.example\b/i);
    }
  });
});
