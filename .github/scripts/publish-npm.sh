#!/usr/bin/env bash
# publish-npm.sh RELEASE VERSION: publishes the npm package, unless the registry has this version with the same bytes, as after a job that failed
# half-way, or a first version that was published by hand.
set -euo pipefail
release=$1
version=$2
package=("$release"/npm/*.tgz)
here="sha512-$(openssl dgst -sha512 -binary "${package[0]}" | base64 | tr -d '\n')"
there=$(npm view "pulumi-apig@$version" dist.integrity 2>/dev/null || true)
if [ "$there" = "$here" ]; then
  echo "pulumi-apig $version is published already"
elif [ -n "$there" ]; then
  echo "pulumi-apig $version is published with other bytes: raise the version" >&2
  exit 1
else
  npm publish "./${package[0]}" --provenance --access public
fi
