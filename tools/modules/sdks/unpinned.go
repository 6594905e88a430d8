package main

import (
	"bytes"
	"fmt"
	"path/filepath"
)

// What makes a program ask for the plugin of one version, by language and name of the file, and what stands there instead. Folders go by
// the names of the packages.
var pins = map[string]map[string][2]string{
	"dotnet": {
		"GatewayReadiness.cs": {"                Version = Utilities.Version,\n", ""},
		"Provider.cs":         {"                Version = Utilities.Version,\n", ""},
		"Utilities.cs":        {" ?? Version;", ";"},
		"pulumi-plugin.json":  notRequired,
	},
	"go": {
		"pulumiUtilities.go": {"\tversion := semver.MustParse(\"VERSION\")\n", "\tversion := semver.Version{}\n"},
		"pulumi-plugin.json": notRequired,
	},
	"java": {
		"GatewayReadiness.java": javaOption,
		"Provider.java":         javaOption,
		"Utilities.java":        {"                getVersion()\n", "                null\n"},
	},
	"nodejs": {
		"utilities.ts": {"{ version: getVersion() }", "{}"},
	},
	"python": {
		"_utilities.py":      {"        version=get_version(),\n", ""},
		"pulumi-plugin.json": notRequired,
	},
}

var (
	notRequired = [2]string{`"resource": true`, `"resource": false`}
	javaOption  = [2]string{"            .version(Utilities.getVersion())\n", ""}
)

// unpin lets an SDK that names no address work with every version of the plugin. The engine keeps a version that is asked for in
// the state, and then wants exactly that one, which it cannot download: a machine that has a newer one alone could not refresh nor
// destroy what an older one has made.
func unpin(generated files, language, version string) error {
	for name, pin := range pins[language] {
		old := bytes.ReplaceAll([]byte(pin[0]), []byte("VERSION"), []byte(version))
		isPinned := false
		for file, text := range generated {
			if filepath.Base(file) == name && bytes.Contains(text, old) {
				generated[file] = bytes.ReplaceAll(text, old, []byte(pin[1]))
				isPinned = true
			}
		}
		if !isPinned {
			return fmt.Errorf("no %s holds %q", name, old)
		}
	}
	return nil
}
