#!/usr/bin/env bats
# Input that is not what it should be is refused before anything is done.

load registries

setup_file() {
  registry SOURCE
  registry DESTINATION
  DIGEST=$(push "$SOURCE/good:v1")
  HEX=${DIGEST#sha256:}
  export DIGEST HEX
}

teardown_file() { end_registries; }

# refused TEXT VARIABLE=VALUE...: exit code 2, a message with TEXT, and no request to any registry.
refused() {
  local before text=$1
  shift
  before=$(cat "$SOURCE_LOG" "$DESTINATION_LOG" | wc -l)
  run -2 as_ecs "$@"
  [[ $output = copy-images:*"$text"* ]] || { printf 'given %s\nsaid %s\n' "$*" "$output" && return 1; }
  [ "$(cat "$SOURCE_LOG" "$DESTINATION_LOG" | wc -l)" -eq "$before" ]
  [ ! -e "$BATS_TEST_TMPDIR/executed" ]
}

@test "a line that is not of the grammar is refused, with its number and text, before anything is copied" {
  good="from $SOURCE/good to $DESTINATION/good"$'\n'"$HEX v1"
  touch="touch $BATS_TEST_TMPDIR/executed"
  long=$(printf 'a%.0s' {1..256})
  while IFS= read -r line; do
    refused "COPIES, line 3: " COPIES="$good"$'\n'"$line"
    refused "COPIES, line 1: " COPIES="$line"$'\n'"$good"
  done <<END
from $SOURCE/good to $DESTINATION/good --dest-tls-verify=false
from $SOURCE/good to
from $SOURCE/good into $DESTINATION/good
from --debug to $DESTINATION/good
from $SOURCE/-good to $DESTINATION/good
from $SOURCE/Good to $DESTINATION/good
from $SOURCE/good: to $DESTINATION/good
from $SOURCE/good:v1 to $DESTINATION/good
from $SOURCE/good@$DIGEST to $DESTINATION/good
from $SOURCE/../good to $DESTINATION/good
from $SOURCE//good to $DESTINATION/good
from $SOURCE/good/ to $DESTINATION/good
from good to $DESTINATION/good
from registry/good to $DESTINATION/good
from .registry.example/good to $DESTINATION/good
from registry..example/good to $DESTINATION/good
from registry.example:123456/good to $DESTINATION/good
from user:password@registry.example/good to $DESTINATION/good
from docker://$SOURCE/good to $DESTINATION/good
from dir:/etc to $DESTINATION/good
from $SOURCE/good to oci:/tmp/x
from $SOURCE/$long to $DESTINATION/good
from $SOURCE/good to $long.example/good
from $SOURCE/\$($touch) to $DESTINATION/good
from $SOURCE/\`$touch\` to $DESTINATION/good
from $SOURCE/good;$touch to $DESTINATION/good
from "$SOURCE/good" to $DESTINATION/good
from  $SOURCE/good to $DESTINATION/good
 from $SOURCE/good to $DESTINATION/good
From $SOURCE/good to $DESTINATION/good
$HEX -v1
$HEX .v1
$HEX v1 v2
$HEX v1;$touch
$HEX v\$($touch)
$HEX \`$touch\`
$HEX '$touch'
$HEX v*
$HEX v\\
$HEX ${long:0:129}
$HEX
$HEX v1 
${HEX}0 v1
${HEX^^} v1
sha512:$HEX v1
$DIGEST v1
v1 $HEX
*
-
\$($touch)
\`$touch\`
$HEX	v1
$HEX v1$'\r'
$HEX v1$(printf '\r')
$HEX v$(printf '\033')[2J
$HEX vé
END
}

@test "the longest names there may be are not refused" {
  long=$(printf 'a%.0s' {1..255})
  run -1 as_ecs RETRY_PAUSE=99999 COPY_TIMEOUT=99 COPIES="from 127.0.0.1:9/$long to $DESTINATION/a"$'\n'"$HEX ${long:0:128}"
  [[ $output = *FAILED* ]]
}

@test "every kind of name that the grammar has is let through" {
  copies=
  while read -r repository; do
    copies+="from 127.0.0.1:9/from to 127.0.0.1:9/a"$'\n'"from $repository to $repository"$'\n'
  done <<END
docker.io/library/ubuntu
localhost/a
localhost:5000/a/b/c/d/e/f
registry:5000/a
REGISTRY.example/a
1.2.3.4:99999/a
a-b.c--d.example/0
quay.io/a__b/c_d/e.f/g-h/i---j
111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/a
END
  for tag in v1 V1 _ 1 1.2-3_4 latest sha256-$HEX.sig; do
    run -1 as_ecs RETRY_PAUSE=99999 COPY_TIMEOUT=99 COPIES="$copies"$'\n'"from 127.0.0.1:9/a to 127.0.0.1:9/a"$'\n'"$HEX $tag"$'\n'
    [[ $output = FAILED*":$tag"* ]]
  done
}

@test "an image before any 'from' line is refused" {
  refused "COPIES begins with an image" COPIES="$HEX v1"$'\n'"from $SOURCE/good to $DESTINATION/good"
}

@test "no image at all is refused" {
  refused 'COPIES names no image' COPIES=
  refused 'COPIES names no image' COPIES=$'\n\n'
  refused 'COPIES names no image' COPIES="from $SOURCE/good to $DESTINATION/good"
  run -2 env -i PATH="$PATH" REGISTRY_AUTH='{"auths": {}}' sh "$SCRIPT"
  [ "$output" = 'copy-images: COPIES names no image' ]
}

@test "a login file that is missing or none is refused, and not shown" {
  copies="from $SOURCE/good to $DESTINATION/good"$'\n'"$HEX v1"
  for auth in '' 'hunter2' '{}' '{"username": "u", "password": "hunter2"}'; do
    refused 'REGISTRY_AUTH' REGISTRY_AUTH="$auth" COPIES="$copies"
    [[ $output != *hunter2* ]]
  done
}

@test "a number that is none is refused with its name, value and what would be right" {
  copies="from $SOURCE/good to $DESTINATION/good"$'\n'"$HEX v1"
  for name in COPY_TIMEOUT PARALLEL PUT_PAUSE RETRY_PAUSE; do
    for value in 0 00 -1 1.5 1e3 1000000 ' 1' $'1\n2' "\$(touch $BATS_TEST_TMPDIR/executed)"; do
      refused "$name is '${value%%$'\n'*}" "$name=$value" COPIES="$copies"
    done
  done
  [[ $output = *'from 1 to 999999 would be right' ]]
}

@test "an image without skopeo is refused" {
  mkdir "$BATS_TEST_TMPDIR/bin"
  for tool in sed tr cut rm mktemp; do ln -s "$(command -v $tool)" "$BATS_TEST_TMPDIR/bin"; done
  export COPY_SHELL=/bin/sh
  refused 'has no skopeo' PATH="$BATS_TEST_TMPDIR/bin" COPIES=x
}

@test "a place that cannot be written to is named" {
  refused 'TMPDIR has to be one' TMPDIR=/nonexistent COPIES="from $SOURCE/good to $DESTINATION/good"$'\n'"$HEX v1"
}
