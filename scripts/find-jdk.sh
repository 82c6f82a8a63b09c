#!/usr/bin/env bash
# Prints the directory of a JDK 25: $JAVA_HOME, the java on the path, or one under /usr/lib/jvm.
set -u
wanted=25

is_wanted() { [ -x "$1/bin/javac" ] && "$1/bin/javac" -version 2>&1 | grep -q "^javac $wanted\b"; }

on_path=$(command -v javac) && on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
for home in "${JAVA_HOME:-}" "${on_path:-}" /usr/lib/jvm/*; do
  if [ -n "$home" ] && is_wanted "$home"; then
    echo "$home"
    exit 0
  fi
done
echo "This project is built with JDK $wanted, and none was found: set JAVA_HOME to one (Temurin, for example)." >&2
exit 1
