package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"net/http/httptest"

	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

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
