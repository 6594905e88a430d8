#!/usr/bin/env bash
# check-archives.sh RELEASE ADDRESS: each of the plugin's archives lies at the address where the SDKs send the engine, unchanged.
set -euo pipefail
release=$1
address=$2
archives=$(grep '  plugin/' "$release/SHA256SUMS")
while read -r sum file; do
  name=${file#plugin/}
  found=$(curl --fail --silent --show-error --location "$address/$name" | sha256sum | cut -d ' ' -f 1) || true
  if [ "$found" != "$sum" ]; then
    echo "$address/$name is not the archive of this release: copy dist-release/plugin there first" >&2
    exit 1
  fi
  echo "$address/$name"
done <<<"$archives"
