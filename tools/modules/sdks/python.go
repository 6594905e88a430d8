package main

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	pythongen "github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// generatePython puts what a function must be given first, without a default, and takes the rest by name only. The generator
// makes all of it optional, in alphabetical order: an id given alone would be taken for another argument.
func generatePython(pkg *schema.Package) (files, error) {
	generated, err := pythongen.GeneratePackage(tool, pkg, nil)
	if err != nil {
		return nil, err
	}
	for _, function := range pkg.Functions {
		required := map[string]bool{}
		for _, property := range function.Inputs.Properties {
			required[pythongen.PyName(property.Name)] = property.IsRequired()
		}
		name := pythongen.PyName(strings.Split(function.Token, ":")[2])
		for _, each := range []string{name, name + "_output"} {
			if err := requireFirst(generated, each, required); err != nil {
				return nil, err
			}
		}
	}
	return generated, nil
}

var optional = regexp.MustCompile(`^(\w+): Optional\[(.+)\] = None$`)

func requireFirst(generated files, name string, required map[string]bool) error {
	head := regexp.MustCompile(`(?s)\ndef ` + name + `\((.+?)\) -> `)
	for file, text := range generated {
		found := head.FindSubmatchIndex(text)
		if found == nil {
			continue
		}
		var first, rest []string
		for _, parameter := range strings.Split(string(text[found[2]:found[3]]), ",\n") {
			parameter = strings.TrimSpace(parameter)
			parts := optional.FindStringSubmatch(parameter)
			if parts == nil {
				return fmt.Errorf("%s: not the parameter that was expected: %s", name, parameter)
			}
			if required[parts[1]] {
				first = append(first, parts[1]+": "+parts[2])
			} else {
				rest = append(rest, parameter)
			}
		}
		parameters := strings.Join(append(append(first, "*"), rest...), ",\n"+strings.Repeat(" ", len("def (")+len(name)))
		generated[file] = bytes.Join([][]byte{text[:found[2]], []byte(parameters), text[found[3]:]}, nil)
		return nil
	}
	return fmt.Errorf("no function %s", name)
}
