import type { Coordinates } from "../../../tools/release/coordinates";

/** As release.json is once its owner has filled it in. */
export const filledIn: Coordinates = {
  repository: "https://github.com/fixture/pulumi-apig",
  downloadUrl: "https://files.fixture.dev/apig",
  contact: "security@fixture.dev",
  publisher: "Fixture Ltd",
  npm: "pulumi-apig",
  pypi: "pulumi-apig",
  go: "github.com/fixture/pulumi-apig/sdk/go",
  maven: "io.github.fixture",
  nuget: "Fixture.Apig",
};

/** As it is before. */
export const unfilled: Coordinates = {
  repository: "https://git.example/owner/pulumi-apig",
  downloadUrl: "https://downloads.example/apig",
  contact: "security@owner.example",
  publisher: "owner.example",
  npm: "pulumi-apig",
  pypi: "pulumi-apig",
  go: "owner.internal/pulumi-apig/sdk/go",
  maven: "internal.owner",
  nuget: "Internal.Owner.Apig",
};
