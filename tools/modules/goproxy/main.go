// Command goproxy writes a Go module as the folder of a module proxy has it: goproxy SOURCE MODULE VERSION TIME FOLDER.
// Source: "Go Modules Reference", GOPROXY protocol. Its zip has no times of its own.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
)

func main() {
	if len(os.Args) != 6 {
		fail(fmt.Errorf("usage: goproxy SOURCE MODULE VERSION TIME FOLDER"))
	}
	if err := write(os.Args[1], module.Version{Path: os.Args[2], Version: os.Args[3]}, os.Args[4], os.Args[5]); err != nil {
		fail(err)
	}
}

func write(source string, of module.Version, time, folder string) error {
	path, err := module.EscapePath(of.Path)
	if err != nil {
		return err
	}
	folder = filepath.Join(folder, filepath.FromSlash(path), "@v")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	mod, err := os.ReadFile(filepath.Join(source, "go.mod"))
	if err != nil {
		return err
	}
	info, err := json.Marshal(map[string]string{"Version": of.Version, "Time": time})
	if err != nil {
		return err
	}
	files := map[string][]byte{"list": []byte(of.Version + "\n"), of.Version + ".info": info, of.Version + ".mod": mod}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o644); err != nil {
			return err
		}
	}
	packed, err := os.Create(filepath.Join(folder, of.Version+".zip"))
	if err != nil {
		return err
	}
	defer packed.Close()
	return zip.CreateFromDir(packed, of, source)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
