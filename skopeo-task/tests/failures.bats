#!/usr/bin/env bats
# What a copy that fails says, whether it is tried again, and that it harms no other.

# shellcheck disable=SC2030,SC2031 # each test has its own variables

load registries

setup_file() {
  registry SOURCE
  registry DESTINATION
  # The password is "correct horse".
  # shellcheck disable=SC2016 # no variable
  printf '%s\n' 'puller:$2b$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2' >"$BATS_FILE_TMPDIR/htpasswd"
  registry CLOSED "$BATS_FILE_TMPDIR/htpasswd"
}

teardown_file() { end_registries; }

# copy_through_front RULE...: copies an image of two platforms while the destination's front fails by the rules.
copy_through_front() {
  digest=$(push "$SOURCE/$BATS_TEST_NUMBER:v1" --platforms 2)
  front "$DESTINATION" "$@"
  run as_ecs COPY_TIMEOUT=30 COPIES="from $SOURCE/$BATS_TEST_NUMBER to $FRONT/$BATS_TEST_NUMBER"$'\n'"${digest#sha256:} v1"
}

arrived_by_retry() {
  [ "$status" -eq 0 ]
  result COPIED "$FRONT/$BATS_TEST_NUMBER:v1" "$digest"
  retries "$1"
  has_all "$DESTINATION/$BATS_TEST_NUMBER" v1 "$digest"
}

@test "a missing image fails with its name, at once, and the others arrive" {
  digest=$(push "$SOURCE/some:v1")
  missing=sha256:$(printf '%064d' 7)
  run -1 as_ecs COPIES="from $SOURCE/some to $DESTINATION/some"$'\n'"${missing#sha256:} gone"$'\n'"${digest#sha256:} v1"
  result FAILED "$DESTINATION/some:gone" "$missing"
  [[ $output = *"$SOURCE/some: manifest unknown"* ]]
  result COPIED "$DESTINATION/some:v1" "$digest"
  [ "${lines[-1]}" = $'DONE\t1\t1' ]
  retries 0
}

@test "a missing repository fails at once" {
  missing=sha256:$(printf '%064d' 7)
  run -1 as_ecs COPIES="from $SOURCE/no/such to $DESTINATION/no/such"$'\n'"${missing#sha256:} v1"
  result FAILED "$DESTINATION/no/such:v1" "$missing"
  retries 0
}

@test "the right password copies out of a closed registry, a wrong one fails at once" {
  digest=$(push "$CLOSED/secret:v1" --auth 'puller:correct horse')
  copies="from $CLOSED/secret to $DESTINATION/secret"$'\n'"${digest#sha256:} v1"
  run -1 as_ecs REGISTRY_AUTH="$(auth "$CLOSED" 'puller:wrong')" COPIES="$copies"
  result FAILED "$DESTINATION/secret:v1" "$digest"
  [[ $output = *unauthorized* || $output = *'authentication required'* ]]
  retries 0
  run -0 as_ecs REGISTRY_AUTH="$(auth "$CLOSED" 'puller:correct horse')" COPIES="$copies"
  has_all "$DESTINATION/secret" v1 "$digest"
}

auth() { printf '{"auths": {"%s": {"auth": "%s"}}}' "$1" "$(printf %s "$2" | base64)"; }

@test "a throttled PUT of the index is tried again until it arrives" {
  copy_through_front 'PUT manifests/v1$ 3 429 Rate exceeded' # the first attempt puts it twice
  arrived_by_retry 2
}

@test "a PUT of a manifest that meets a server error is tried again" {
  copy_through_front 'PUT manifests/sha256 1 503 Slow down'
  arrived_by_retry 1
}

@test "a server error at a blob is tried again" {
  copy_through_front 'PUT blobs/uploads/ 1 500 Internal error'
  arrived_by_retry 1
}

@test "a connection cut within a layer is tried again, by skopeo itself or by the script" {
  digest=$(push "$SOURCE/cut:v1" --platforms 2)
  front "$SOURCE" 'GET blobs/sha256 1 cut'
  run -0 as_ecs COPIES="from $FRONT/cut to $DESTINATION/cut"$'\n'"${digest#sha256:} v1"
  has_all "$DESTINATION/cut" v1 "$digest"
  [ "$(count '^GET .*/blobs/sha256' "$FRONT_LOG")" -gt 5 ] # a shared layer, two own, two configs
  case $(skopeo --version) in
  *' 1.9.'*) retries 1 ;;
  *) retries 0 ;;
  esac
}

@test "what was sent before a failure is not sent again" {
  copy_through_front 'PUT manifests/v1$ 2 500 Internal error'
  arrived_by_retry 1
  [ "$(count '^PUT /v2/[0-9]+/blobs/uploads/' "$FRONT_LOG")" -eq 5 ] # a shared layer, two own, two configs
}

@test "a failure that stays is given up after three attempts, with the registry's reason" {
  copy_through_front 'PUT manifests/v1$ 99 500 Internal error'
  [ "$status" -eq 1 ]
  retries 2
  [[ ${lines[-2]} = FAILED*"received unexpected HTTP status: 500 Internal Server Error" ]]
}

@test "an image whose name reads like a refusal is tried three times" {
  front "$SOURCE" 'GET manifests 99 500 Internal error'
  without_pauses
  for name in tools/immutable org/denied org/unauthorized org/x509; do
    run -1 as_ecs PATH="$BATS_TEST_TMPDIR:$PATH" COPIES="from $FRONT/$name to $DESTINATION/$name"$'\n'"$(printf '%064d' 7) v1"
    [[ $output = *"$name: received unexpected HTTP status: 500"* ]]
    retries 2
  done
}

@test "an index that is denied fails with that reason, not with one about converting it" {
  copy_through_front 'PUT manifests/v1$ 99 403 denied: not authorized to perform ecr:PutImage'
  [ "$status" -eq 1 ]
  retries 0
  [[ ${lines[-2]} = FAILED*"not authorized to perform ecr:PutImage"* ]]
}

# What skopeo prints when container-libs#495 is in it: the complaint has other words, the PUT's failure the same. Only
# the index is put with --debug.
@test "an index that is denied fails with that reason in the words of later releases, too" {
  skopeo_says 'level=debug msg="Upload of manifest list type application/vnd.oci.image.index.v1+json failed: writing manifest: denied: not authorized to perform ecr:PutImage"' \
    'level=fatal msg="Manifest list was edited, but we cannot modify it: \"Instructed to preserve digests\""'
  run -1 as_ecs PATH="$BATS_TEST_TMPDIR:$PATH" COPIES="from $SOURCE/a to $DESTINATION/a"$'\n'"$(printf '%064d' 7) v1"
  retries 0
  [[ ${lines[-2]} = FAILED*$'\twriting manifest: denied: not authorized to perform ecr:PutImage' ]]
  [ "$(count . "$BATS_TEST_TMPDIR/called")" -eq 2 ]
  [ "$(count '^--debug .* --multi-arch index-only ' "$BATS_TEST_TMPDIR/called")" -eq 1 ]
}

# The complaint that 1.18 and 1.22 end with when all images of such an index are there.
@test "an index of zstd layers, over which skopeo stumbles at its end, is put alone" {
  digest=$(push "$SOURCE/zstd:v1" --platforms 2)
  push "$DESTINATION/zstd" --platforms 2
  ends='--multi-arch all' skopeo_says 'level=fatal msg="Manifest list must be converted to type \"application/vnd.oci.image.index.v1+json\" to be written to destination, but we cannot modify it: \"Instructed to preserve digests\""'
  run -0 as_ecs PATH="$BATS_TEST_TMPDIR:$PATH" COPIES="from $SOURCE/zstd to $DESTINATION/zstd"$'\n'"${digest#sha256:} v1"
  retries 0
  has_all "$DESTINATION/zstd" v1 "$digest"
}

@test "an image of Docker schema 1, whose manifest holds its name, fails at once under another" {
  push "$SOURCE/schema2:v1" --type docker
  skopeo copy -q --src-tls-verify=false --dest-tls-verify=false --format v2s1 "docker://$SOURCE/schema2:v1" "docker://$SOURCE/schema1:v1"
  digest=$(skopeo inspect --tls-verify=false --format '{{.Digest}}' "docker://$SOURCE/schema1:v1")
  run -1 as_ecs COPIES="from $SOURCE/schema1 to $DESTINATION/of/schema1"$'\n'"${digest#sha256:} v1"
  retries 0
  [[ ${lines[-2]} = FAILED*'schema1 image with an embedded Docker reference'* ]]
}

@test "what a message tells decides who tries again, as messages.csv has it" {
  without_pauses
  mapfile -t messages < <(grep -v '^#' "$HERE/messages.csv")
  [ "${#messages[@]}" -gt 0 ]
  for message in "${messages[@]}"; do
    IFS='|' read -r again name said <<<"$message"
    echo "$again: $name"
    skopeo_says "level=fatal msg=\"${said//\"/\\\"}\""
    run -1 as_ecs PATH="$BATS_TEST_TMPDIR:$PATH" COPIES="from $SOURCE/a to $DESTINATION/a"$'\n'"$(printf '%064d' 7) v1"
    [[ ${lines[-2]} = FAILED*$'\t'"$said" ]]
    case $again in
    PERMANENT | LATER) retries 0 ;;
    PASSING) retries 2 ;;
    *) false ;;
    esac
  done
}

@test "the signature in an address, with which anybody could fetch a blob, is not told" {
  without_pauses
  skopeo_says 'level=fatal msg="reading blob: Get \"https://cdn.example.com/b?X-Amz-Signature=s3cret\": EOF"'
  run -1 as_ecs PATH="$BATS_TEST_TMPDIR:$PATH" COPIES="from $SOURCE/a to $DESTINATION/a"$'\n'"$(printf '%064d' 7) v1"
  [[ ${lines[-2]} = FAILED*$'\treading blob: Get "https://cdn.example.com/b?...": EOF' ]]
  [[ $output != *s3cret* ]]
}

@test "a tag that is immutable and has another digest fails at once" {
  push "$DESTINATION/$BATS_TEST_NUMBER:v1" --layers other
  copy_through_front "PUT manifests/v1$ 99 400 The image tag 'v1' already exists and is immutable."
  [ "$status" -eq 1 ]
  result FAILED "$FRONT/$BATS_TEST_NUMBER:v1" "$digest"
  retries 0
}

@test "a tag that is immutable and has the digest already counts as copied" {
  push "$DESTINATION/$BATS_TEST_NUMBER:v1" --platforms 2
  copy_through_front "PUT manifests/v1$ 99 400 The image tag 'v1' already exists and is immutable."
  arrived_by_retry 0
}

@test "the look whether an immutable tag has the digest ends after half a minute" {
  printf '#!/bin/sh\necho "$*" >>%s\nexec %s "$@"\n' "$BATS_TEST_TMPDIR/called" "$(command -v skopeo)" >"$BATS_TEST_TMPDIR/skopeo"
  chmod +x "$BATS_TEST_TMPDIR/skopeo"
  PATH="$BATS_TEST_TMPDIR:$PATH" copy_through_front "PUT manifests/v1$ 99 400 The image tag 'v1' already exists and is immutable."
  grep -q -e '--command-timeout 30s .*inspect ' "$BATS_TEST_TMPDIR/called"
}

# The first registry keeps its images where the second, with TLS, finds them.
@test "a private certificate authority is believed when it is given, and is gone afterwards" {
  local directory=$BATS_TEST_TMPDIR plain tls digest
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost -keyout "$directory/key" -out "$directory/crt" 2>/dev/null
  plain=$(free_port) tls=$(free_port)
  for port in "$plain" "$tls"; do
    {
      printf 'version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: "%s/images"}}\n' "$directory"
      printf 'http: {addr: "127.0.0.1:%s", relativeurls: true' "$port"
      [ "$port" = "$plain" ] || printf ', tls: {certificate: "%s/crt", key: "%s/key"}' "$directory" "$directory"
      printf '}\n'
    } >"$directory/$port.yml"
    docker-registry serve "$directory/$port.yml" >"$directory/$port.log" 2>&1 3>&- &
    echo $! >>"$BATS_FILE_TMPDIR/pids"
  done
  wait_for curl -s -o "$directory/ping" "http://127.0.0.1:$plain/v2/"
  wait_for curl -s --cacert "$directory/crt" -o "$directory/ping" "https://localhost:$tls/v2/"
  digest=$(push "127.0.0.1:$plain/app:v1")
  copies="from localhost:$tls/app to $DESTINATION/private-ca"$'\n'"${digest#sha256:} v1"
  run -1 as_ecs COPIES="$copies"
  [[ $output = *x509:* ]]
  run -0 as_ecs COPIES="$copies" REGISTRY_CA="$(cat "$directory/crt")"
  [[ $output = *"COPIED"*"private-ca:v1"* ]]
  [ -z "$(find "$directory" -name ca.crt)" ]
  run -2 as_ecs COPIES="$copies" REGISTRY_CA=nonsense
  [[ $output = *"REGISTRY_CA is no certificate"* ]]
}

@test "a registry whose certificate nobody vouches for is refused" {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost -keyout "$BATS_TEST_TMPDIR/key" -out "$BATS_TEST_TMPDIR/crt" 2>/dev/null
  port=$(free_port)
  openssl s_server -www -accept "127.0.0.1:$port" -key "$BATS_TEST_TMPDIR/key" -cert "$BATS_TEST_TMPDIR/crt" >/dev/null 2>&1 3>&- &
  echo $! >>"$BATS_FILE_TMPDIR/pids"
  wait_for openssl s_client -connect "127.0.0.1:$port" </dev/null >/dev/null 2>&1
  run -1 as_ecs COPIES="from localhost:$port/a to $DESTINATION/a"$'\n'"$(printf '%064d' 7) v1"
  [[ $output = *x509:* ]]
  retries 0
}

@test "a skopeo that crashes fails with what it says first, not with the end of its stack" {
  printf '%s\n' 'panic: index out of range' '' 'goroutine 1 [running]:' 'proc.go:267 +0x2b2' >"$BATS_TEST_TMPDIR/crash"
  printf '#!/bin/sh\ncat %s >&2\nexit 2\n' "$BATS_TEST_TMPDIR/crash" >"$BATS_TEST_TMPDIR/skopeo"
  chmod +x "$BATS_TEST_TMPDIR/skopeo"
  run -1 as_ecs PATH="$BATS_TEST_TMPDIR:$PATH" COPIES="from $SOURCE/a to $DESTINATION/a"$'\n'"$(printf '%064d' 7) v1"
  [[ $output = *$'\t2\tpanic: index out of range\n'* ]]
}

@test "a skopeo that is killed is named so" {
  # shellcheck disable=SC2016 # the stand-in's own variable
  printf '#!/bin/sh\nkill -KILL $$\n' >"$BATS_TEST_TMPDIR/skopeo"
  chmod +x "$BATS_TEST_TMPDIR/skopeo"
  run -1 as_ecs PATH="$BATS_TEST_TMPDIR:$PATH" COPIES="from $SOURCE/a to $DESTINATION/a"$'\n'"$(printf '%064d' 7) v1"
  [[ $output = *$'\t137\tskopeo ended with exit code 137'* ]]
}
