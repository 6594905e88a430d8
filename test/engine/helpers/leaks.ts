import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Emulator } from "../../../emulator";
import type { InlineStack, Run } from "./inlineStack";

/** Looks for secrets wherever a run may have left them: state, stack file, screen, events, the cloud's record. */
export function expectNoLeak(
  secrets: readonly string[],
  stack: InlineStack,
  runs: readonly Run[],
  clouds: readonly Emulator[],
): void {
  const files = readdirSync(stack.folder).filter((name) => name.startsWith("Pulumi."));
  const places: Readonly<Record<string, string>> = {
    state: stack.state.text(),
    "stack file": files.map((name) => readFileSync(join(stack.folder, name), "utf8")).join("\n"),
    screen: runs.map(({ screen }) => screen).join("\n"),
    events: JSON.stringify(runs.map(({ events }) => events)),
    outputs: JSON.stringify(runs.map(({ outputs }) => outputs)),
    record: JSON.stringify(clouds.map(({ requests }) => requests)),
  };
  expect(places["stack file"]).to.include("apig:endpoint");
  for (const [place, text] of Object.entries(places)) {
    for (const secret of secrets) expect(text.includes(secret), `${secret} in ${place}`).to.equal(false);
  }
}
