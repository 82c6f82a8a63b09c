#!/bin/sh
# Builds the functions once more, in another directory, and compares the bytes with functions/target/function.zip.

set -eu
cd "$(dirname "$0")/.."
zip=functions/target/function.zip
there=$(mktemp -d)
trap 'rm -rf "$there"' EXIT
mkdir "$there/functions"
cp -r pom.xml .mvn "$there"
cp -r functions/pom.xml functions/src "$there/functions"
(cd "$there" && mvn -B -q package -Dmaven.test.skip -Dspotless.check.skip)

for file in "$zip" functions/target/sbom.json; do
  cmp "$file" "$there/$file" && continue
  echo "reproducible: the same sources have given another $file" >&2
  if [ "$file" = "$zip" ]; then
    for one in "$zip" "$there/$zip"; do
      unzip -lv "$one" | sort -k 8 >"$there/$(printf %s "$one" | cksum | cut -d ' ' -f 1).list"
    done
    diff "$there"/*.list | head -40 >&2
  fi
  exit 1
done
sha256sum "$zip"
