#!/usr/bin/env bash
# Installs what the demo needs besides a JDK, Maven and Python. Says what it is about to do, and does nothing twice.
# Arguments name further programs, whose packages have the same names; npm comes with the packages that checks/ needs.
#
# Missing Python packages go into build/python, because distributions protect their own Python (PEP 668); the Makefile puts
# it first on the path.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=build/python
PATH=$PWD/$venv/bin:$PATH

has_requirements() {
  python3 - <<'CHECK'
import importlib.metadata, re, sys
for line in open("requirements.txt"):
    match = re.match(r"([A-Za-z0-9_.-]+)(?:\[.*\])?==(\S+)", line)
    if match:
        try:
            if importlib.metadata.version(match[1]) != match[2]:
                raise LookupError
        except LookupError:
            sys.exit(1)
        except importlib.metadata.PackageNotFoundError:
            sys.exit(1)
CHECK
}

programs=(docker-registry skopeo openssl "$@")

missing=()
for program in "${programs[@]}"; do
  command -v "$program" >/dev/null || missing+=("$program")
done
# On Debian, the part of venv that installs pip is a separate package.
has_requirements || python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
if [ ${#missing[@]} -gt 0 ]; then
  command -v apt-get >/dev/null || {
    echo "Please install: ${missing[*]} (this script can install only on Debian and Ubuntu)." >&2
    exit 1
  }
  as_root=()
  if [ "$(id -u)" != 0 ]; then
    echo "Root is needed to install: ${missing[*]}"
    as_root=(sudo)
  fi
  echo "Installing ${missing[*]} ..."
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

if ! has_requirements; then
  [ -x "$venv/bin/pip" ] || python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet -r requirements.txt
fi

# npm writes a lock file of its own when everything is there.
[[ " $* " != *" npm "* ]] || [ checks/node_modules/.package-lock.json -nt checks/package-lock.json ] ||
  npm ci --prefix checks --loglevel error --no-fund --no-audit
