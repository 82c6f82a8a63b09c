# What the tests share: real registries, images in them, and the script run as ECS runs it.
# shellcheck shell=bash

bats_require_minimum_version 1.5.0
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
SCRIPT=$HERE/../copy-images.sh
export no_proxy='*' NO_PROXY='*' # the registries are on this machine
MANIFESTS=application/vnd.oci.image.index.v1+json,application/vnd.oci.image.manifest.v1+json
MANIFESTS+=,application/vnd.docker.distribution.manifest.list.v2+json,application/vnd.docker.distribution.manifest.v2+json

# registry NAME [HTPASSWD_FILE]: starts a registry; its address is in $NAME, its access log in $NAME_LOG.
# With STORED=1 its blobs are files below $BATS_FILE_TMPDIR/NAME.
registry() {
  local name=$1 directory=$BATS_FILE_TMPDIR/$1 port pid
  mkdir "$directory"
  for _ in 1 2 3 4 5; do # somebody else may have taken the port meanwhile
    port=$(free_port)
    configuration "$directory" "$port" "${2-}" >"$directory/config.yml"
    docker-registry serve "$directory/config.yml" >"$directory/log" 2>&1 3>&- &
    pid=$!
    echo "$pid" >>"$BATS_FILE_TMPDIR/pids"
    wait_for answers_or_ended "$pid" "$port" "$directory"
    if kill -0 "$pid" 2>/dev/null; then break; fi
  done
  kill -0 "$pid"
  trust_plain_http "$port"
  printf -v "$name" %s "127.0.0.1:$port"
  printf -v "${name}_LOG" %s "$directory/log"
  export "${name?}" "${name?}_LOG"
}

configuration() { # directory, port, htpasswd file
  local storage='inmemory: {}'
  [ -z "${STORED-}" ] || storage="filesystem: {rootdirectory: '$1'}"
  printf 'version: 0.1\nlog: {level: error, accesslog: {disabled: false}}\n'
  printf 'storage: {%s, maintenance: {uploadpurging: {enabled: false}}}\n' "$storage"
  printf 'http: {addr: "127.0.0.1:%s", relativeurls: true}\n' "$2"
  printf 'compatibility: {schema1: {enabled: true}}\n'
  [ -z "$3" ] || printf 'auth: {htpasswd: {realm: test, path: "%s"}}\n' "$3"
}

# The registry itself, which logs the question, and nobody else at its port.
answers_or_ended() { # process, port, directory
  ! kill -0 "$1" 2>/dev/null || { curl -s -o "$3/ping" "http://127.0.0.1:$2/v2/" && grep -q 'GET /v2/ ' "$3/log"; }
}

# front REGISTRY RULE...: starts front.py before the registry; its address is in $FRONT, its log in $FRONT_LOG.
front() {
  local registry=$1
  shift
  FRONT_LOG=$BATS_TEST_TMPDIR/front.log
  python3 "$HERE/front.py" "$BATS_TEST_TMPDIR/port" "http://$registry" "$@" >"$FRONT_LOG" 3>&- &
  echo $! >>"$BATS_FILE_TMPDIR/pids"
  wait_for [ -s "$BATS_TEST_TMPDIR/port" ]
  FRONT=127.0.0.1:$(cat "$BATS_TEST_TMPDIR/port")
  trust_plain_http "${FRONT#*:}"
}

# wait_for COMMAND...: till it succeeds; half a minute at most.
wait_for() {
  for _ in {1..600}; do
    "$@" && return
    sleep 0.05
  done
  echo "waited in vain for: $*" >&2
  return 1
}

end_registries() {
  while read -r pid; do kill "$pid" || :; done <"$BATS_FILE_TMPDIR/pids"
}

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# skopeo reads it below HOME whatever its version; so the script needs no switch for tests.
trust_plain_http() {
  HOME_OF_TASK=$BATS_FILE_TMPDIR/home
  export HOME_OF_TASK
  mkdir -p "$HOME_OF_TASK/.config/containers"
  printf '[[registry]]\nlocation = "127.0.0.1:%s"\ninsecure = true\n' "$1" >>"$HOME_OF_TASK/.config/containers/registries.conf"
}

push() { python3 "$HERE/push-image.py" "$@"; }

# as_ecs VARIABLE=VALUE...: runs the script as ECS does, its text as a command, with a clean environment.
as_ecs() {
  exec env -i PATH="$PATH" HOME="$HOME_OF_TASK" TMPDIR="$BATS_TEST_TMPDIR" REGISTRY_AUTH='{"auths": {}}' RETRY_PAUSE=1 \
    "$@" "${COPY_SHELL:-sh}" -c "$(cat "$SCRIPT")"
}

# has_all REPOSITORY REFERENCE DIGEST: an independent look: the manifest, its children and every blob are there, byte by byte.
has_all() {
  local manifest=$BATS_TEST_TMPDIR/manifest.${3#sha256:} part
  curl -sSf -H "Accept: $MANIFESTS" -o "$manifest" "http://${1%%/*}/v2/${1#*/}/manifests/$2"
  [ "sha256:$(sha256sum <"$manifest" | cut -d ' ' -f 1)" = "$3" ]
  for part in $(jq -r '.manifests[]?.digest' "$manifest"); do has_all "$1" "$part" "$part"; done
  for part in $(jq -r '(.config, .layers[]?) | .digest // empty' "$manifest"); do
    [ "sha256:$(curl -sSf "http://${1%%/*}/v2/${1#*/}/blobs/$part" | sha256sum | cut -d ' ' -f 1)" = "$part" ]
  done
}

# How many lines of a file match.
count() { grep -cE "$1" "$2" || :; }

# result KIND DESTINATION DIGEST: the run printed this result line.
# shellcheck disable=SC2154 # bats sets $output
result() { grep -qF "$(printf '%s\t%s\t%s\t' "$1" "$2" "$3")" <<<"$output"; }

# retries N: the run said N times that it tries again.
retries() { [ "$(grep -c 'again in' <<<"$output" || :)" -eq "$1" ]; }

# skopeo_says LINE...: another skopeo, which ends each copy, or those with $ends, with these lines, and with its debug log
# where it is asked for; what is called is noted.
skopeo_says() {
  printf 'time="2026-11-24T05:00:00Z" %s\n' "$@" >"$BATS_TEST_TMPDIR/says"
  cat >"$BATS_TEST_TMPDIR/skopeo" <<EOF
#!/bin/sh
echo "\$*" >>"$BATS_TEST_TMPDIR/called"
case \$* in
--debug*"${ends:---multi-arch}"*) cat "$BATS_TEST_TMPDIR/says" >&2 && exit 1 ;;
*"${ends:---multi-arch}"*) grep -v level=debug "$BATS_TEST_TMPDIR/says" >&2 && exit 1 ;;
esac
exec $(command -v skopeo) "\$@"
EOF
  chmod +x "$BATS_TEST_TMPDIR/skopeo"
}

# No sleep takes time.
without_pauses() { ln -s "$(type -P true)" "$BATS_TEST_TMPDIR/sleep"; }
