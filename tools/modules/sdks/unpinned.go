package main

import (
	"bytes"
	"fmt"
	"path/filepath"
)

// What makes a program ask for the plugin of one version, by language and file, and what stands there instead.
var pins = map[string]map[string][2]string{
	"dotnet": {
		"GatewayReadiness.cs": {"                Version = Utilities.Version,\n", ""},
		"Provider.cs":         {"                Version = Utilities.Version,\n", ""},
		"Utilities.cs":        {" ?? Version;", ";"},
		"pulumi-plugin.json":  notRequired,
	},
	"go": {
		"apig/internal/pulumiUtilities.go": {"\tversion := semver.MustParse(\"VERSION\")\n", "\tversion := semver.Version{}\n"},
		"apig/pulumi-plugin.json":          notRequired,
	},
	"java": {
		"src/main/java/com/pulumi/apig/GatewayReadiness.java": javaOption,
		"src/main/java/com/pulumi/apig/Provider.java":         javaOption,
		"src/main/java/com/pulumi/apig/Utilities.java":        {"                getVersion()\n", "                null\n"},
	},
	"nodejs": {
		"utilities.ts": {"{ version: getVersion() }", "{}"},
	},
	"python": {
		"pulumi_apig/_utilities.py":      {"        version=get_version(),\n", ""},
		"pulumi_apig/pulumi-plugin.json": notRequired,
	},
}

var (
	notRequired = [2]string{`"resource": true`, `"resource": false`}
	javaOption  = [2]string{"            .version(Utilities.getVersion())\n", ""}
)

// unpin lets an SDK that names no address work with every version of the plugin. The engine keeps a version that is asked for in
// the state, and then wants exactly that one, which it cannot download: a machine that has a newer one alone could not refresh nor
// destroy what an older one has made. Java's names no address at all.
func unpin(generated files, language, version string) error {
	for name, pin := range pins[language] {
		old := bytes.ReplaceAll([]byte(pin[0]), []byte("VERSION"), []byte(version))
		if !bytes.Contains(generated[name], old) {
			return fmt.Errorf("%s does not hold %q", filepath.Base(name), old)
		}
		generated[name] = bytes.ReplaceAll(generated[name], old, []byte(pin[1]))
	}
	return nil
}
