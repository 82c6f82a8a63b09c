#!/bin/sh
# Builds the functions once more, in another directory, and compares them with functions/target/function.zip.

set -eu
cd "$(dirname "$0")/.."
there=$(mktemp -d)
trap 'rm -rf "$there"' EXIT
mkdir "$there/functions"
cp -r pom.xml .mvn "$there"
cp -r functions/pom.xml functions/src "$there/functions"
(cd "$there" && mvn -B -q package -Dmaven.test.skip -Dspotless.check.skip)
scripts/compare-packages.py functions/target/function.zip "$there/functions/target/function.zip"
cmp functions/target/sbom.json "$there/functions/target/sbom.json"
