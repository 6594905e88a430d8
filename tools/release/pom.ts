import { type Coordinates, known } from "./coordinates";

/** What the schema says of the package, which the SDKs' own descriptions repeat. */
export interface Described {
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly keywords: readonly string[];
  /** The lowest SDK of Pulumi that the generated code is tested with. */
  readonly lowest: string;
}

/** Maven's plugins, in versions that make the same bytes each time. */
const plugins = {
  "maven-resources-plugin": "3.3.1",
  "maven-compiler-plugin": "3.13.0",
  "maven-surefire-plugin": "3.5.2",
  "maven-jar-plugin": "3.4.2",
  "maven-source-plugin": "3.3.1",
  "maven-javadoc-plugin": "3.11.2",
  "maven-install-plugin": "3.1.3",
} as const;

export const artifact = "pulumi-apig";

/** The Maven project of the Java SDK, with what Maven Central asks for. */
export function pomOf({ version, description, license }: Described, coordinates: Coordinates): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>${coordinates.maven}</groupId>
  <artifactId>${artifact}</artifactId>
  <version>${version}</version>
  <name>${artifact}</name>
  <description>${description}</description>
  <licenses>
    <license>
      <name>${license}</name>
      <url>https://www.apache.org/licenses/LICENSE-2.0.txt</url>
    </license>
  </licenses>
${published(coordinates)}  <properties>
    <maven.compiler.release>11</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency>
      <groupId>com.pulumi</groupId>
      <artifactId>pulumi</artifactId>
      <version>1.0.0</version>
    </dependency>
    <dependency>
      <groupId>com.google.code.findbugs</groupId>
      <artifactId>jsr305</artifactId>
      <version>3.0.2</version>
    </dependency>
  </dependencies>
  <build>
    <plugins>
${Object.entries(plugins)
  .map(
    ([name, pinned]) => `      <plugin>
        <artifactId>${name}</artifactId>
        <version>${pinned}</version>
      </plugin>
`,
  )
  .join("")}    </plugins>
  </build>
</project>
`;
}

function published(coordinates: Coordinates): string {
  const [publisher, repository] = [known("publisher", coordinates), known("repository", coordinates)];
  const developers = `  <developers>
    <developer>
      <name>${publisher}</name>
    </developer>
  </developers>
`;
  const scm = `  <url>${repository}</url>
  <scm>
    <connection>scm:git:${repository}.git</connection>
    <url>${repository}</url>
  </scm>
`;
  return `${publisher ? developers : ""}${repository ? scm : ""}`;
}
