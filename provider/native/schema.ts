// The Pulumi package schema of `apig`: what programs in other languages see. `npm run schema` writes the file.
import schema from "./schema.json";

/** The schema with the version of the package that serves it. */
export const schemaOf = (version: string) => ({ ...schema, version });
