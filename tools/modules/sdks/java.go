package main

import (
	"bytes"
	"fmt"
	"strconv"

	javagen "github.com/pulumi/pulumi-java/pkg/codegen/java"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// generateJava lets each resource tell the engine where the plugin is, as the other generators do; this one leaves it out.
func generateJava(pkg *schema.Package) (files, error) {
	generated, err := javagen.GeneratePackage(tool, pkg, nil, false)
	if err != nil || pkg.PluginDownloadURL == "" {
		return generated, err
	}
	version := []byte(".version(Utilities.getVersion())\n")
	address := []byte("            .pluginDownloadURL(" + strconv.Quote(pkg.PluginDownloadURL) + ")\n")
	told := 0
	for file, text := range generated {
		if bytes.Contains(text, version) {
			generated[file] = bytes.Replace(text, version, append(append([]byte{}, version...), address...), 1)
			told++
		}
	}
	// The provider is one, too.
	if told != len(pkg.Resources)+1 {
		return nil, fmt.Errorf("%d of %d resources tell where the plugin is", told, len(pkg.Resources)+1)
	}
	return generated, nil
}
