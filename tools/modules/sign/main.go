// Command sign gives a Mach-O executable an ad-hoc signature, without which macOS refuses one for arm64: sign FILE.
package main

import (
	"fmt"
	"os"

	"github.com/anchore/quill/quill"
)

func main() {
	if len(os.Args) != 2 {
		fail(fmt.Errorf("usage: sign FILE"))
	}
	// Without a certificate the signature is ad hoc: it holds the hashes of the file and no name.
	config, err := quill.NewSigningConfigFromPEMs(os.Args[1], "", "", "", false)
	if err != nil {
		fail(err)
	}
	if err := quill.Sign(*config); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
