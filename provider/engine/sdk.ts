import { createRequire } from "node:module";

/** Uses parts of the SDK that are not public. Undefined where they cannot be found, or another SDK has something else in their place. */
export function withSdk<T>(use: (fromSdk: NodeJS.Require) => T): T | undefined {
  try {
    return use(createRequire(require.resolve("@pulumi/pulumi/package.json")));
  } catch {
    return undefined;
  }
}
