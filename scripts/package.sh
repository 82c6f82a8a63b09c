# Tells what functions/target/function.zip contains; sourced by deploy.sh, publish.sh and reproducible.sh.
# shellcheck shell=bash

zip=functions/target/function.zip

# Prints "native arm64", "native x86_64" or "jvm"; ends the script if there is no package.
package_kind() {
  [ -f "$zip" ] || {
    echo "$zip is missing: run make native (or make build, for a JVM)." >&2
    exit 1
  }
  local entries
  entries=$(unzip -Z1 "$zip") || {
    echo "$zip cannot be read as a zip. Is unzip installed?" >&2
    exit 1
  }
  if ! grep -qx bootstrap <<<"$entries"; then
    echo jvm
    return
  fi
  # Bytes 18 and 19 of an ELF file name its processor.
  case $(unzip -p "$zip" bootstrap 2>/dev/null | head -c 20 | od -An -tu2 -j18 -N2 | tr -d ' ') in
  183) echo native arm64 ;;
  62) echo native x86_64 ;;
  *)
    echo "The file bootstrap in $zip is not a program for arm64 or x86_64." >&2
    exit 1
    ;;
  esac
}

# Does the same, and also ends the script if sources have changed since the package was made, or if Lambda could not start
# it: a GraalVM links to its machine's glibc, and provided.al2023 has 2.34
# (https://docs.aws.amazon.com/linux/al2023/ug/core-glibc.html).
deployable_kind() {
  local kind newer minor
  kind=$(package_kind) || exit 1
  newer=$(find functions/src/main functions/pom.xml pom.xml -newer "$zip")
  if [ -n "$newer" ]; then
    echo "${newer%%$'\n'*} is newer than $zip: run make native (or make build, for a JVM)." \
      "If the package was made elsewhere from these sources, run touch $zip." >&2
    exit 1
  fi
  if [ "$kind" != jvm ]; then
    minor=$(unzip -p "$zip" bootstrap | LC_ALL=C grep -aoE 'GLIBC_2\.[0-9]+' | cut -d. -f2 | sort -n | tail -n 1)
    if [ "${minor:-0}" -gt 34 ]; then
      echo "The file bootstrap in $zip needs GLIBC_2.$minor, but Lambda has 2.34: compile it with Docker, by running" \
        "GRAALVM_HOME= make native with no native-image on the path." >&2
      exit 1
    fi
  fi
  echo "$kind"
}
