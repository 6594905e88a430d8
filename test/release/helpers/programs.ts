import type { Context } from "mocha";
import which from "which";

/** For a suite's `before`, which is skipped with a word where there is one of these programs not on PATH. */
export async function onPathOrSkip(context: Context, ...names: string[]): Promise<void> {
  for (const name of names) {
    if ((await which(name, { nothrow: true })) !== null) continue;
    console.warn(`      skipped: it needs ${name} on PATH`);
    context.skip();
  }
}
