#!/usr/bin/env bash
# start-executable.sh RELEASE PLATFORM: starts the plugin's executable on the system that it is for, as a command, and as the plugin,
# which tells its port and serves. RELEASE is the folder that `npm run release` fills.
set -euo pipefail
release=$1
platform=$2
cd "$release"
sums="sha256sum"
command -v sha256sum >/dev/null || sums="shasum -a 256"
grep "plugin/pulumi-resource-apig-v.*-$platform\.tar\.gz\$" SHA256SUMS | $sums -c -

place=$(mktemp -d)
tar -xzf plugin/pulumi-resource-apig-v*-"$platform".tar.gz -C "$place"
program="$place/pulumi-resource-apig"
if [ -e "$program.exe" ]; then program="$program.exe"; fi
"$program" doctor --help >"$place/help"
grep -q "doctor \[options\]" "$place/help"

"$program" >"$place/port" &
served=$!
trap 'kill "$served" 2>/dev/null || true' EXIT
for _ in $(seq 300); do
  if [ -s "$place/port" ]; then break; fi
  kill -0 "$served"
  sleep 0.1
done
grep -Eq '^[0-9]+' "$place/port"
echo "$platform starts"
