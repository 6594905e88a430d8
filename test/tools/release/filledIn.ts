import type { Coordinates } from "../../../tools/release/coordinates";

/** As release.json is once its owner has filled it in. */
export const filledIn: Coordinates = {
  repository: "https://github.com/acme/pulumi-apig",
  downloadUrl: "https://files.acme.dev/apig",
  contact: "security@acme.dev",
  publisher: "Acme Ltd",
  npm: "pulumi-apig",
  pypi: "pulumi-apig",
  go: "github.com/acme/pulumi-apig/sdk/go",
  maven: "io.github.acme",
  nuget: "Acme.Apig",
};
