#!/usr/bin/env bats
# What is not waited for: a limit that is spent, a registry that is down or hangs; and what is.

# shellcheck disable=SC2030,SC2031 # each test has its own variables

load registries

setup_file() {
  registry SOURCE
  registry DESTINATION
}

teardown_file() { end_registries; }

@test "a registry whose pull rate limit is spent is left alone, and others are not" {
  digest=$(push "$SOURCE/limit:v1")
  front "$SOURCE" 'GET manifests 99 429 You have reached your pull rate limit.'
  copies="from $FRONT/limit to $DESTINATION/limit"$'\n'"${digest#sha256:} one"$'\n'"${digest#sha256:} two"$'\n'
  copies+="from $SOURCE/limit to $DESTINATION/limit"$'\n'"${digest#sha256:} three"$'\n'
  copies+="from $FRONT/limit to $DESTINATION/limit"$'\n'"${digest#sha256:} four"
  run -1 as_ecs COPIES="$copies"
  [[ ${lines[0]} = FAILED*/limit:one$'\t'*'pull rate limit'* && ${lines[1]} = FAILED*/limit:two$'\t'*'pull rate limit'* ]]
  [[ ${lines[2]} = COPIED*/limit:three$'\t'* ]]
  [[ ${lines[3]} = FAILED*/limit:four$'\t'"$digest"$'\t1\t'*'pull rate limit'* ]]
  [ "$(count "^GET .*/manifests/" "$FRONT_LOG")" -le 5 ] # what one skopeo does before it gives up
}

@test "each registry whose pull rate limit is spent is left alone, whichever comes next" {
  copies=''
  for group in one.invalid/a two.invalid/b one.invalid/c two.invalid/d; do
    copies+="from $group to $DESTINATION/${group#*/}"$'\n'"$(printf '%064d' 7) v1"$'\n'
  done
  skopeo_says 'level=fatal msg="You have reached your pull rate limit."'
  run -1 as_ecs PATH="$BATS_TEST_TMPDIR:$PATH" COPIES="$copies"
  [ "$(count 'multi-arch all' "$BATS_TEST_TMPDIR/called")" = 2 ]
  [[ ${lines[2]} = FAILED*/c:v1*'pull rate limit'* && ${lines[3]} = FAILED*/d:v1*'pull rate limit'* ]]
}

@test "what one worker has heard of a spent pull rate limit, the others know" {
  copies=''
  for group in {1..8}; do
    copies+="from one.invalid/$group to $DESTINATION/$group"$'\n'"$(printf '%064d' 7) v1"$'\n'
  done
  skopeo_says 'level=fatal msg="You have reached your pull rate limit."'
  run -1 as_ecs PATH="$BATS_TEST_TMPDIR:$PATH" PARALLEL=2 COPIES="$copies"
  [ "$(count 'multi-arch all' "$BATS_TEST_TMPDIR/called")" -le 2 ]
  [ "${lines[-1]}" = $'DONE\t0\t8' ]
}

@test "a pull rate limit that is spent does not keep back another tag of what has come" {
  digest=$(push "$SOURCE/last:v1" --platforms 2)
  echo 0 >"$BATS_TEST_TMPDIR/clock"
  front "$SOURCE" "GET manifests 3$BATS_TEST_TMPDIR/clock 429 You have reached your pull rate limit."
  copies="from $FRONT/last to $DESTINATION/last"$'\n'"${digest#sha256:} one"$'\n'"$(printf '%064d' 7) two"$'\n'"${digest#sha256:} three"
  run -1 as_ecs COPIES="$copies"
  result COPIED "$DESTINATION/last:one" "$digest"
  [[ ${lines[1]} = FAILED*/last:two$'\t'*'pull rate limit'* ]]
  has_all "$DESTINATION/last" three "$digest"
}

@test "a registry whose month's data are spent is left alone, too" {
  digest=$(push "$SOURCE/data:v1")
  front "$SOURCE" 'GET manifests 99 429 Data limit exceeded'
  run -1 as_ecs COPIES="from $FRONT/data to $DESTINATION/data"$'\n'"${digest#sha256:} one"$'\n'"${digest#sha256:} two"
  [[ ${lines[1]} = FAILED*/data:two$'\t'*'toomanyrequests: Data limit exceeded'* ]]
  retries 0
}

@test "a registry that is down does not hold up the batch with a retry for each image" {
  copies="from 127.0.0.1:9/down to $DESTINATION/down"
  for tag in {1..12}; do copies+=$'\n'"$(printf '%064d' "$tag") $tag"; done
  without_pauses
  run -1 as_ecs PATH="$BATS_TEST_TMPDIR:$PATH" COPIES="$copies"
  retries 10
  [ "${lines[-1]}" = $'DONE\t0\t12' ]
}

# The first two are answers to a PUT, with and without JSON, the third is that to a HEAD, the last a token service's.
@test "a registry that throttles is asked again for each image, in whatever words it does" {
  without_pauses
  copies="from $SOURCE/throttled to $DESTINATION/throttled"
  for tag in {1..6}; do copies+=$'\n'"$(printf '%064d' 7) $tag"; done
  for words in 'writing manifest: toomanyrequests: Rate exceeded' 'writing manifest: StatusCode: 429, slow down' \
    'failed to read from destination repository throttled: 429 (Too Many Requests)' 'too many requests to registry'; do
    skopeo_says "level=fatal msg=\"$words\""
    run -1 as_ecs PATH="$BATS_TEST_TMPDIR:$PATH" COPIES="$copies"
    retries 12 # two for each, where a registry that is down gets ten
    [ "${lines[-1]}" = $'DONE\t0\t6' ]
  done
}

@test "an index that a registry throttles is tried again as long as its images arrive" {
  digest=$(push "$SOURCE/slow:v1" --platforms 3)
  rules=()
  for part in $(curl -sSf -H "Accept: $MANIFESTS" "http://$SOURCE/v2/slow/manifests/$digest" | jq -r '.manifests[].digest'); do
    rules+=("PUT manifests/$part 2 429 Rate exceeded")
  done
  front "$DESTINATION" "${rules[@]}"
  without_pauses
  run -0 as_ecs PATH="$BATS_TEST_TMPDIR:$PATH" COPIES="from $SOURCE/slow to $FRONT/slow"$'\n'"${digest#sha256:} v1"
  retries 6
  has_all "$DESTINATION/slow" v1 "$digest"
}

@test "a registry that hangs ends with the time limit, and the others arrive" {
  digest=$(push "$SOURCE/hang:v1")
  front "$SOURCE" 'GET hang/manifests 1 hang' 'GET hang/blobs 1 hang'
  run -1 as_ecs COPY_TIMEOUT=5 COPIES="from $FRONT/hang to $DESTINATION/hang"$'\n'"${digest#sha256:} one"$'\n'"${digest#sha256:} two"$'\n'"${digest#sha256:} three"
  for tag in one two; do
    [[ $output = *FAILED*"/hang:$tag"$'\t'"$digest"$'\t1\tnot done within 5 seconds (COPY_TIMEOUT, the stack\'s copyTimeoutMinutes)'* ]]
  done
  [[ $output = *COPIED*/hang:three$'\t'* ]]
}

@test "a destination that hangs ends with the time limit, at whatever it does not answer" {
  digest=$(push "$SOURCE/hung:v1")
  copies=${digest#sha256:}
  front "$DESTINATION" 'POST blobs/uploads 1 hang' 'PATCH blobs/uploads 1 hang' 'PUT manifests 1 hang'
  run -1 as_ecs COPY_TIMEOUT=5 \
    COPIES="from $SOURCE/hung to $FRONT/hung"$'\n'"$copies post"$'\n'"$copies patch"$'\n'"$copies put"$'\n'"$copies none"
  [ "$(grep -c 'not done within 5 seconds' <<<"$output")" -eq 3 ]
  [[ $output = *COPIED*/hung:none$'\t'* ]]
}

@test "after a pause that outlasts the time limit a second is left, and not a limit of 0, which is none" {
  local bin=$BATS_TEST_TMPDIR
  echo 1 >"$bin/clock"
  printf '#!/bin/sh\necho 9999999999 >%s\n' "$bin/clock" >"$bin/sleep"
  # shellcheck disable=SC2016 # the stand-in's own variable
  printf '#!/bin/sh\necho "$2" >>%s\nexec %s "$@"\n' "$bin/limits" "$(command -v skopeo)" >"$bin/skopeo"
  chmod +x "$bin"/{sleep,skopeo}
  run -1 as_ecs PATH="$bin:$PATH" CLOCK="$bin/clock" COPY_TIMEOUT=99 \
    COPIES="from 127.0.0.1:9/a to $DESTINATION/a"$'\n'"$(printf '%064d' 7) v1"
  [ "$(cat "$bin/limits")" = $'99s\n1s' ]
  [[ $output = *"not done within 99 seconds (COPY_TIMEOUT, the stack's copyTimeoutMinutes)"* ]]
}
