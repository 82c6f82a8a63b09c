#!/usr/bin/env bash
# Builds the functions again in another directory and compares the result with functions/target/function.zip. If that is
# native, compares it with a third build instead, because only packages for a JVM are identical byte for byte.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/package.sh
kind=$(package_kind)
there=$(mktemp -d)
trap 'rm -rf "$there"' EXIT

build() {
  mkdir -p "$1/functions"
  cp -r pom.xml .mvn "$1"
  cp -r functions/pom.xml functions/src "$1/functions"
  (cd "$1" && mvn -B -q package -Dmaven.test.skip -Dspotless.check.skip)
}

build "$there/one"
other=functions/target
if [ "$kind" != jvm ]; then
  build "$there/other"
  other=$there/other/functions/target
fi
scripts/compare-packages.py "$other/function.zip" "$there/one/functions/target/function.zip"
cmp "$other/sbom.json" "$there/one/functions/target/sbom.json"
