#!/usr/bin/env bash
# Compiles the functions natively.
#
#   native.sh                 by Quarkus' own means: a GraalVM or Mandrel (GRAALVM_HOME, or native-image on the path), else
#                             Docker; the result is functions/target/function.zip, to be deployed
#   native.sh --check DIR     a copy of the sources in DIR, also with a stand-in for GraalVM where one lies beside the
#                             project; the result proves that the functions work natively, and is not for deployment.
#                             Exit code 3 if there is no builder at all.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
stand_in=$root/../shared/native-kit/build-native.sh

build() {
  mvn -B -q package -DskipTests -Dquarkus.native.enabled=true -Dquarkus.package.jar.enabled=false "$@"
}

check=
if [ "${1:-}" = --check ]; then
  check=$2
  mkdir -p "$check"
  rm -rf "$check/functions"
  mkdir "$check/functions"
  cp -r .mvn pom.xml "$check/"
  cp -r functions/pom.xml functions/src "$check/functions/"
  cd "$check"
fi

if [ -n "${GRAALVM_HOME:-}" ] || command -v native-image >/dev/null; then
  build -Dquarkus.native.container-build=false
elif docker info >/dev/null 2>&1; then
  build -Dquarkus.native.container-build=true
elif [ -n "$check" ] && [ -f "$stand_in" ]; then
  bash "$stand_in" "$PWD" -q
else
  echo "Nothing here compiles natively: set GRAALVM_HOME to a GraalVM or Mandrel for JDK 25, or start Docker." >&2
  [ -n "$check" ] && exit 3
  echo "Without either: make build, and deploy with functionPackage=jvm." >&2
  exit 1
fi
