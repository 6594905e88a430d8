// `npm run pins`: what the tests' engines are pinned to, and what is newer. Pins stand in tools/engine/pins.ts and in the go.mod
// files of tools/modules; `go get -tool PACKAGE@VERSION` in such a folder changes one.
import { newerThanPinned } from "./engine/newer";
import { runProgram } from "./engine/run";

newerThanPinned(runProgram).then((rows) => console.table(rows));
