#!/usr/bin/env bats
# What skopeo itself does with a login when the registry sends it to another host. docs/security.md says it.

# shellcheck disable=SC2030,SC2031 # each test has its own variables

load registries

setup_file() {
  registry SOURCE
  registry DESTINATION
  DIGEST=$(push "$SOURCE/image:v1")
  export DIGEST
}

teardown_file() { end_registries; }

# Another server, under another name; its log is in $ELSEWHERE_LOG.
elsewhere() {
  front "$SOURCE"
  ELSEWHERE=localhost:${FRONT#*:}
  ELSEWHERE_LOG=$BATS_TEST_TMPDIR/elsewhere.log
  mv "$FRONT_LOG" "$ELSEWHERE_LOG"
  rm "$BATS_TEST_TMPDIR/port"
}

# copy: with a login for the front.
copy() {
  local auth
  auth='{"auths": {"'$FRONT'": {"auth": "'$(printf 'user:password' | base64)'"}}}'
  run as_ecs COPY_TIMEOUT=20 REGISTRY_AUTH="$auth" COPIES="from $FRONT/image to $DESTINATION/image"$'\n'"${DIGEST#sha256:} v1"
}

@test "a login goes to its registry, and not along to another host that has the blobs" {
  elsewhere
  front "$SOURCE" 'GET /v2/$ 1 401 Basic realm="test"' "GET /v2/image/blobs/ 9 307 http://$ELSEWHERE"
  copy
  [ "$status" -eq 0 ]
  has_all "$DESTINATION/image" v1 "$DIGEST"
  [ "$(count '^GET /v2/image/manifests/.* with a login' "$FRONT_LOG")" -gt 0 ]
  [ "$(count '^GET /v2/image/blobs/' "$ELSEWHERE_LOG")" -eq 2 ]
  [ "$(count 'with a login' "$ELSEWHERE_LOG")" -eq 0 ]
}

@test "a token service that the registry names gets the login wherever it is: the functions look before a task starts" {
  elsewhere
  front "$SOURCE" 'GET /v2/$ 9 401 Bearer realm="http://'"$ELSEWHERE"'/token",service="test"'
  copy
  [ "$status" -eq 1 ]
  [ "$(count '^GET /token.* with a login' "$ELSEWHERE_LOG")" -gt 0 ]
}
