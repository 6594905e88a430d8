// Command sdks makes the SDKs of the native provider from its schema: sdks SCHEMA VERSION FOLDER LANGUAGE...
// Python's functions are corrected in python.go, Java's download address in java.go; unpinned.go takes the plugin's version out of
// SDKs that cannot say where it is. The files that make packages of them are written by tools/release/buildFiles.ts.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	dotnetgen "github.com/pulumi/pulumi/pkg/v3/codegen/dotnet"
	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	nodejsgen "github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

const tool = "npm run sdks"

type files = map[string][]byte

var languages = map[string]func(*schema.Package) (files, error){
	"dotnet": func(pkg *schema.Package) (files, error) { return dotnetgen.GeneratePackage(tool, pkg, nil, nil) },
	"go":     func(pkg *schema.Package) (files, error) { return gogen.GeneratePackage(tool, pkg, nil) },
	"java":   generateJava,
	"nodejs": func(pkg *schema.Package) (files, error) { return nodejsgen.GeneratePackage(tool, pkg, nil, nil, false) },
	"python": generatePython,
}

func main() {
	if len(os.Args) < 5 {
		fail(fmt.Errorf("usage: sdks SCHEMA VERSION FOLDER LANGUAGE..."))
	}
	for _, language := range os.Args[4:] {
		if err := generate(os.Args[1], os.Args[2], filepath.Join(os.Args[3], language), language); err != nil {
			fail(fmt.Errorf("%s: %w", language, err))
		}
	}
}

// generate reads the schema anew for each language: a generator changes what it gets.
func generate(schemaFile, version, folder, language string) error {
	generator, known := languages[language]
	if !known {
		return fmt.Errorf("no generator; there are dotnet, go, java, nodejs and python")
	}
	text, err := os.ReadFile(schemaFile)
	if err != nil {
		return err
	}
	spec := schema.PackageSpec{}
	if err := json.Unmarshal(text, &spec); err != nil {
		return err
	}
	spec.Version = version
	defer serveLogo(&spec)()
	pkg, err := schema.ImportSpec(spec, nil)
	if err != nil {
		return err
	}
	generated, err := generator(pkg)
	if err != nil {
		return err
	}
	correctImports(generated)
	if spec.PluginDownloadURL == "" {
		if err := unpin(generated, language, version); err != nil {
			return err
		}
	}
	return write(folder, generated)
}

// correctImports gives the module `config` the right path: built by Go 1.26 or newer, where filepath.Rel answers otherwise, two
// generators take it for a file of the root.
func correctImports(generated files) {
	for name, text := range generated {
		if filepath.Base(filepath.Dir(name)) == "config" {
			text = bytes.ReplaceAll(text, []byte(`"./utilities"`), []byte(`"../utilities"`))
			generated[name] = bytes.ReplaceAll(text, []byte("from . import _util"), []byte("from .. import _util"))
		}
	}
}

func write(folder string, content files) error {
	for name, text := range content {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
