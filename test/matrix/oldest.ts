// `npm run test:oldest [-- FILE...]`: what leans on parts of SDK and engine that are no public API, on the oldest engine and
// the oldest SDK.
import { Installed, runIn } from "./run";

const names = [
  "create",
  "aliveRow",
  "aliveStop",
  "aliveDead",
  "aliveHook",
  "refresh",
  "deadline",
  "nativeAlive",
  "native",
  "shapes",
  "shapesCommands",
];
const given = process.argv.slice(2);
const files = given.length > 0 ? given : names.map((name) => `test/engine/${name}.test.ts`);
const installed = new Installed();

runIn({ cli: "oldest", sdk: "3.230.0" }, files, installed)
  .then(({ failed }) => {
    process.exitCode = failed.length === 0 ? 0 : 1;
  })
  .finally(installed.remove);
