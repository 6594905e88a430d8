package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// The oldest SDKs that the generated code is tested with.
const goMod = `module pulumi-apig/sdk/go

go 1.25

require github.com/pulumi/pulumi/sdk/v3 v3.230.0
`

const pom = `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.pulumi</groupId>
  <artifactId>apig</artifactId>
  <version>VERSION</version>
  <properties>
    <maven.compiler.source>11</maven.compiler.source>
    <maven.compiler.target>11</maven.compiler.target>
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
</project>
`

func buildFiles(language, version string) files {
	switch language {
	case "go":
		return files{"go.mod": []byte(goMod)}
	case "java":
		return files{"pom.xml": []byte(strings.ReplaceAll(pom, "VERSION", version))}
	default:
		return nil
	}
}

// serveLogo gives the generator for C#, which insists on downloading a picture, one grey dot from this machine.
func serveLogo(spec *schema.PackageSpec) func() {
	dot := image.NewGray(image.Rect(0, 0, 1, 1))
	dot.SetGray(0, 0, color.Gray{Y: 128})
	var picture bytes.Buffer
	if err := png.Encode(&picture, dot); err != nil {
		fail(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, _ *http.Request) {
		_, _ = answer.Write(picture.Bytes())
	}))
	spec.LogoURL = server.URL
	return server.Close
}
