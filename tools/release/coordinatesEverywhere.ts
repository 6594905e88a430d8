// `npm run coordinates`: writes what release.json and the version of package.json say into every committed file that repeats it;
// then schema and SDKs are made anew. Run it after a change of either.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clone, version } from "../plugin/bundle";
import { readCoordinates } from "./coordinates";
import { corrected, places } from "./places";

try {
  for (const place of places(readCoordinates(), version)) {
    const file = join(clone, place.file);
    const before = readFileSync(file, "utf8");
    const after = corrected(before, place);
    if (after === before) continue;
    writeFileSync(file, after);
    console.log(`coordinates: ${place.file}: ${place.value}`);
  }
} catch (error) {
  console.error(`coordinates: ${(error as Error).message}`);
  process.exitCode = 1;
}
