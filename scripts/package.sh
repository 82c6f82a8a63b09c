# What functions/target/function.zip holds, for deploy.sh and publish.sh, which read this file.
# shellcheck shell=bash

zip=functions/target/function.zip

# Prints "native arm64", "native x86_64" or "jvm"; ends the script if there is no package.
package_kind() {
  [ -f "$zip" ] || {
    echo "$zip is missing: make native makes it (or make build, for a JVM)." >&2
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
    echo "the file bootstrap in $zip is no program for arm64 or x86_64." >&2
    exit 1
    ;;
  esac
}
