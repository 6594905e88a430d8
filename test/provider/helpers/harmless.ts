import { expect } from "chai";
import { longestInOutput } from "../../../provider/core/foreignText";

/** What a terminal obeys; of line breaks only those between our own lines, which a message has. */
const obeyed = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|<\{%/u;

/** Asserts that a value can be stored and shown: every text in it is harmless and bounded, and nothing is undefined. */
export function expectHarmless(value: unknown, secrets: readonly string[] = [], longest = longestInOutput): void {
  if (value === undefined) throw new Error("undefined hangs the engine");
  if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) expectHarmless(part, secrets, longest);
    return;
  }
  if (typeof value !== "string") return;
  if (!value.isWellFormed()) throw new Error(`half a surrogate pair in ${JSON.stringify(value)}`);
  const found = obeyed.exec(value);
  if (found) throw new Error(`${JSON.stringify(found[0])} in ${JSON.stringify(value)}`);
  expect([...value].length, value).to.be.at.most(longest);
  for (const secret of secrets) if (value.includes(secret)) throw new Error(`a secret in ${JSON.stringify(value)}`);
}

/** The same for a message: our own line breaks are allowed, at the places where we set them. */
export function expectHarmlessMessage(message: string, secrets: readonly string[] = []): void {
  const lines = message.split("\n");
  expect(lines.length, message).to.be.at.most(4);
  for (const line of lines) expectHarmless(line, secrets);
}
