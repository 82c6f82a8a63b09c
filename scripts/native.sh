#!/usr/bin/env bash
# Compiles the functions natively.
#
#   native.sh                 compiles functions/target/function.zip for deployment, as Quarkus does: on Linux with a
#                             GraalVM or Mandrel (GRAALVM_HOME, or native-image on the path), otherwise with Docker
#   native.sh --check DIR     compiles a copy of the sources in DIR, also with a stand-in for GraalVM if there is one beside
#                             the project; the result shows that the functions work natively, and is not for deployment
#   native.sh --builder       prints which of the three would compile DIR; exit code 3 if there is none
set -euo pipefail
cd "$(dirname "$0")/.."
stand_in=$PWD/../shared/native-kit/build-native.sh

builder() {
  # On other systems, a GraalVM makes programs for that system, not for Lambda's Linux.
  if [ "$(uname -s)" = Linux ] && { [ -n "${GRAALVM_HOME:-}" ] || command -v native-image >/dev/null; }; then
    echo graalvm
  elif docker info >/dev/null 2>&1; then
    echo docker
  elif [ "$1" = --check ] && [ -f "$stand_in" ]; then
    echo stand-in
  else
    echo "Nothing on this machine compiles natively: start Docker, or on Linux set GRAALVM_HOME to a GraalVM or Mandrel" \
      "for JDK 25." >&2
    return 3
  fi
}

build() {
  mvn -B -q package -DskipTests -Dquarkus.native.enabled=true -Dquarkus.package.jar.enabled=false "$@"
}

if [ "${1:-}" = --builder ]; then
  builder --check
  exit
fi

if [ "${1:-}" = --check ]; then
  builder=$(builder --check)
  mkdir -p "$2"
  cd "$2"
  rm -rf functions
  mkdir functions
  cp -r "$OLDPWD/.mvn" "$OLDPWD/pom.xml" .
  cp -r "$OLDPWD/functions/pom.xml" "$OLDPWD/functions/src" functions/
else
  builder=$(builder --deploy) || {
    echo "Without them, run make build and deploy with functionPackage=jvm." >&2
    exit 1
  }
fi

case $builder in
graalvm) build -Dquarkus.native.container-build=false ;;
docker) build -Dquarkus.native.container-build=true ;;
stand-in) bash "$stand_in" "$PWD" -q ;;
esac
