#!/usr/bin/env bats
# What arrives, and what travels for it.

load registries

setup_file() {
  registry SOURCE
  registry DESTINATION
}

teardown_file() { end_registries; }

@test "every type of manifest arrives with its digest, children and blobs" {
  copies=
  for type in oci docker zstd; do
    for platforms in 1 3; do
      digest=$(push "$SOURCE/types/$type-$platforms:v1" --type $type --platforms $platforms --layers base,top)
      copies+="from $SOURCE/types/$type-$platforms to $DESTINATION/types/$type-$platforms"$'\n'"${digest#sha256:} v1"$'\n'
      eval "${type}_$platforms=$digest"
    done
  done
  run -0 as_ecs COPIES="$copies"
  [ "${lines[-1]}" = $'DONE\t6\t0' ]
  # shellcheck disable=SC2154 # set by eval
  for image in "oci-1 $oci_1" "oci-3 $oci_3" "docker-1 $docker_1" "docker-3 $docker_3" "zstd-1 $zstd_1" "zstd-3 $zstd_3"; do
    result COPIED "$DESTINATION/types/${image% *}:v1" "${image#* }"
    has_all "$DESTINATION/types/${image% *}" v1 "${image#* }"
  done
}

@test "a list of referrers arrives with its digest, and before skopeo 1.16 fails" {
  digest=$(push "$SOURCE/signed:sha256-0" --platforms 2 --artifacts application/vnd.dev.sigstore.bundle.v0.3+json)
  run as_ecs COPIES="from $SOURCE/signed to $DESTINATION/signed"$'\n'"${digest#sha256:} sha256-0"
  case $(skopeo --version) in
  *' 1.9.'* | *' 1.1'[0-5].*) result FAILED "$DESTINATION/signed:sha256-0" "$digest" ;;
  *)
    result COPIED "$DESTINATION/signed:sha256-0" "$digest"
    has_all "$DESTINATION/signed" sha256-0 "$digest"
    ;;
  esac
}

@test "what is copied is the digest asked for, though the source's tag has moved" {
  old=$(push "$SOURCE/moves:v1" --layers old)
  new=$(push "$SOURCE/moves:v1" --layers new)
  [ "$old" != "$new" ]
  run -0 as_ecs COPIES="from $SOURCE/moves to $DESTINATION/moves"$'\n'"${old#sha256:} v1"
  has_all "$DESTINATION/moves" v1 "$old"
}

@test "a repository's images go in order, each to its own tag" {
  first=$(push "$SOURCE/order:1" --layers base,one)
  second=$(push "$SOURCE/order:2" --layers base,two)
  tag=sha256-${first#sha256:}
  run -0 as_ecs PARALLEL=3 COPIES="from $SOURCE/order to $DESTINATION/order"$'\n'"${second#sha256:} two"$'\n'"${first#sha256:} $tag"$'\n'"${second#sha256:} third"
  [[ ${lines[0]} = COPIED*/order:two$'\t'* && ${lines[1]} = COPIED*"/order:$tag"$'\t'* && ${lines[2]} = COPIED*/order:third$'\t'* ]]
  has_all "$DESTINATION/order" "$tag" "$first"
  has_all "$DESTINATION/order" third "$second"
}

@test "a layer that the destination has is not sent again" {
  first=$(push "$SOURCE/again:1" --layers kept,old-top)
  second=$(push "$SOURCE/again:2" --layers kept,new-top)
  run -0 as_ecs COPIES="from $SOURCE/again to $DESTINATION/again"$'\n'"${first#sha256:} 1"
  sent=$(count 'PUT /v2/again/blobs/uploads/' "$DESTINATION_LOG")
  [ "$sent" -eq 3 ] # two layers and the config
  fetched=$(count 'GET /v2/again/blobs/' "$SOURCE_LOG")
  run -0 as_ecs COPIES="from $SOURCE/again to $DESTINATION/again"$'\n'"${second#sha256:} 2"
  [ "$(count 'PUT /v2/again/blobs/uploads/' "$DESTINATION_LOG")" -eq $((sent + 2)) ]
  [ "$(count 'GET /v2/again/blobs/' "$SOURCE_LOG")" -eq $((fetched + 2)) ]
}

@test "a layer shared by repositories is fetched and sent once, and mounted into the others" {
  copies=
  for repository in a b c; do
    digest=$(push "$SOURCE/shared/$repository:v1" --layers "common,own-$repository")
    copies+="from $SOURCE/shared/$repository to $DESTINATION/shared/$repository"$'\n'"${digest#sha256:} v1"$'\n'
  done
  run -0 as_ecs PARALLEL=1 COPIES="$copies"
  [ "$(count 'POST /v2/shared/./blobs/uploads/[?]from=' "$DESTINATION_LOG")" -eq 2 ]
  [ "$(count 'PUT /v2/shared/./blobs/uploads/' "$DESTINATION_LOG")" -eq 7 ] # of nine blobs
  [ "$(count 'GET /v2/shared/./blobs/' "$SOURCE_LOG")" -eq 7 ]
  has_all "$DESTINATION/shared/c" v1 "$digest"
}

@test "a copy whose tag is right already succeeds and sends no blob" {
  digest=$(push "$SOURCE/equal:v1" --platforms 2)
  copies="from $SOURCE/equal to $DESTINATION/equal"$'\n'"${digest#sha256:} v1"
  run -0 as_ecs COPIES="$copies"
  sent=$(count 'PUT /v2/equal/blobs/uploads/' "$DESTINATION_LOG")
  run -0 as_ecs COPIES="$copies"
  result COPIED "$DESTINATION/equal:v1" "$digest"
  [ "$(count 'PUT /v2/equal/blobs/uploads/' "$DESTINATION_LOG")" -eq "$sent" ]
}

@test "another tag of what has just come is put at the destination, without a pull" {
  index=$(push "$SOURCE/tags:v1" --platforms 3)
  one=$(push "$SOURCE/tags:one")
  copies="from $SOURCE/tags to $DESTINATION/tags"
  for image in "$index 1" "$index 1.2" "$one one" "$index latest" "$one only"; do copies+=$'\n'"${image#sha256:}"; done
  run -0 as_ecs COPIES="$copies"
  [ "$(count 'GET /v2/tags/manifests/' "$SOURCE_LOG")" -eq 5 ] # the index, its three images, the other image
  [ "$(count 'PUT /v2/tags/manifests/' "$DESTINATION_LOG")" -eq 8 ] # three images, five tags
  for tag in 1 1.2 latest; do has_all "$DESTINATION/tags" $tag "$index"; done
  has_all "$DESTINATION/tags" only "$one"
}

@test "a tag of what has come, but which the destination does not give, comes from the source" {
  index=$(push "$SOURCE/withheld:v1" --platforms 2)
  front "$DESTINATION" 'GET manifests/sha256 9 403 denied'
  run -0 as_ecs COPIES="from $SOURCE/withheld to $FRONT/withheld"$'\n'"${index#sha256:} 1"$'\n'"${index#sha256:} 2"
  retries 0
  has_all "$DESTINATION/withheld" 2 "$index"
}

@test "repositories go side by side, as many as PARALLEL says and no more" {
  # The front never answers for the first two: a third worker, or a single one, would be seen.
  copies=
  for repository in a b c; do
    digest=$(push "$SOURCE/side/$repository:v1")
    copies+="from FRONT/side/$repository to $DESTINATION/side/$repository"$'\n'"${digest#sha256:} v1"$'\n'
  done
  front "$SOURCE" 'GET side/a/manifests 9 hang' 'GET side/b/manifests 9 hang'
  as_ecs PARALLEL=2 COPY_TIMEOUT=10 COPIES="${copies//FRONT/$FRONT}" >"$BATS_TEST_TMPDIR/output" 2>&1 3>&- &
  task=$!
  wait_for grep -q side/a/manifests "$FRONT_LOG"
  wait_for grep -q side/b/manifests "$FRONT_LOG"
  [ ! -s "$BATS_TEST_TMPDIR/output" ] # both at once
  status=0
  wait "$task" || status=$?
  [ "$status" -eq 1 ]
  output=$(cat "$BATS_TEST_TMPDIR/output")
  [[ $output = FAILED*/side/[ab]:v1$'\t'* ]] # a worker that is free takes the third
  result COPIED "$DESTINATION/side/c:v1" "$digest"
  [[ $output = *$'DONE\t1\t2' ]]
}

@test "as much as an override can carry is copied" {
  digest=$(push "$SOURCE/full:v1")
  copies="from $SOURCE/full to $DESTINATION/full"
  tags=0
  while [ ${#copies} -lt 8000 ]; do
    tags=$((tags + 1))
    copies+=$'\n'"${digest#sha256:} $(printf '%0128d' $tags)"
  done
  run -0 as_ecs PARALLEL=2 COPIES="$copies"
  [ "${lines[-1]}" = $'DONE\t'$tags$'\t0' ]
  [ "$(count 'PUT /v2/full/manifests/0{100}' "$DESTINATION_LOG")" -eq $tags ]
}

# A clock that only sleeping moves, so that what the script waits is a number and no time.
with_clock() {
  CLOCK=$BATS_TEST_TMPDIR/clock
  export CLOCK
  echo 1000000000 >"$CLOCK"
  mkdir "$BATS_TEST_TMPDIR/bin"
  # shellcheck disable=SC2016 # for the other shell
  printf '#!/bin/sh\nclock=%s\nexec 9>$clock.lock\nflock 9\necho "$1" >>$clock.slept
    echo $(($(cat $clock) + $1)) >$clock.new\nmv $clock.new $clock\n' "$CLOCK" \
    >"$BATS_TEST_TMPDIR/bin/sleep" # whoever reads it meanwhile sees a whole number
  chmod +x "$BATS_TEST_TMPDIR/bin/"*
}

slept() { if [ -e "$CLOCK.slept" ]; then paste -sd ' ' "$CLOCK.slept"; fi; }

@test "before the next copy it waits for every manifest that the last has put" {
  one=$(push "$SOURCE/pace:1" --layers one)
  three=$(push "$SOURCE/pace:3" --platforms 2 --layers base,three)
  with_clock
  run -0 as_ecs PATH="$BATS_TEST_TMPDIR/bin:$PATH" CLOCK="$CLOCK" PUT_PAUSE=2000 \
    COPIES="from $SOURCE/pace to $DESTINATION/pace"$'\n'"${one#sha256:} 1"$'\n'"${three#sha256:} 3"$'\n'"${one#sha256:} again"
  [ "$(slept)" = "2 6" ]
  [ "$(count 'PUT /v2/pace/manifests/' "$DESTINATION_LOG")" -eq 5 ]
}

@test "shares of less than a second add up, and what time has passed is not waited for" {
  one=$(push "$SOURCE/share:1" --layers one)
  with_clock
  copies="from $SOURCE/share to $DESTINATION/share"
  for tag in 1 2 3 4 5 6; do copies+=$'\n'"${one#sha256:} $tag"; done
  run -0 as_ecs PATH="$BATS_TEST_TMPDIR/bin:$PATH" CLOCK="$CLOCK" PUT_PAUSE=400 COPIES="$copies"
  [ "$(slept)" = "1 1" ] # after the third copy 1.2 seconds are owed, and after the fifth the rest of them and 0.8 more
}

@test "another attempt, too, comes after what the last has put" {
  index=$(push "$SOURCE/again:v1" --platforms 2)
  front "$DESTINATION" 'PUT manifests/v1$ 2 429 Rate exceeded'
  with_clock
  run -0 as_ecs PATH="$BATS_TEST_TMPDIR/bin:$PATH" CLOCK="$CLOCK" PUT_PAUSE=2000 \
    COPIES="from $SOURCE/again to $FRONT/again"$'\n'"${index#sha256:} v1"
  # Six seconds for two images and the index; of two for the index alone, one was RETRY_PAUSE.
  [ "$(slept)" = "6 1 1" ]
}

@test "indexes that are too many at once for the registry come by parts, and each image is put once" {
  index=$(push "$SOURCE/many:v1" --platforms 12)
  with_clock
  front "$DESTINATION" "PUT manifests 10$CLOCK 429 Rate exceeded"
  copies=
  for repository in a b c d; do copies+="from $SOURCE/many to $FRONT/many/$repository"$'\n'"${index#sha256:} v1"$'\n'; done
  run -0 as_ecs PATH="$BATS_TEST_TMPDIR/bin:$PATH" CLOCK="$CLOCK" PARALLEL=4 PUT_PAUSE=1000 COPIES="$copies"
  [ "${lines[-1]}" = $'DONE\t4\t0' ]
  for repository in a b c d; do has_all "$DESTINATION/many/$repository" v1 "$index"; done
  puts=$(grep -o 'PUT /v2/many/./manifests/sha256:[0-9a-f]*' "$DESTINATION_LOG" | sort | uniq -c)
  [ "$(grep -c '^ *1 ' <<<"$puts")" -eq 48 ]
  [ "$(wc -l <<<"$puts")" -eq 48 ]
}

@test "the images of an index are found however it is written, and what else it refers to is none" {
  index=$(push "$SOURCE/written:v1" --platforms 3)
  curl -sSf -H "Accept: $MANIFESTS" "http://$SOURCE/v2/written/manifests/$index" |
    jq --arg none "sha256:$(printf '%064d' 7)" '.manifests[1].annotations = {"vnd.docker.reference.digest": $none}
      | {subject: {mediaType, digest: $none, size: 7, annotations: {of: $none}}} + .' >"$BATS_TEST_TMPDIR/index"
  curl -sSf -X PUT -H "Content-Type: ${MANIFESTS%%,*}" --data-binary "@$BATS_TEST_TMPDIR/index" "http://$SOURCE/v2/written/manifests/v2"
  front "$DESTINATION" "PUT manifests/$(jq -r '.manifests[1].digest' "$BATS_TEST_TMPDIR/index") 1 429 Rate exceeded"
  index=sha256:$(sha256sum <"$BATS_TEST_TMPDIR/index" | cut -d ' ' -f 1)
  run -0 as_ecs COPIES="from $SOURCE/written to $FRONT/written"$'\n'"${index#sha256:} v2"
  has_all "$DESTINATION/written" v2 "$index"
  [ "$(count 'PUT /v2/written/manifests/' "$DESTINATION_LOG")" -eq 4 ] # three images and the index
}

@test "workers side by side divide the share" {
  one=$(push "$SOURCE/abreast:1" --layers one)
  with_clock
  copies=
  for repository in a b; do
    copies+="from $SOURCE/abreast to $DESTINATION/abreast/$repository"$'\n'"${one#sha256:} 1"$'\n'"${one#sha256:} 2"$'\n'
  done
  run -0 as_ecs PATH="$BATS_TEST_TMPDIR/bin:$PATH" CLOCK="$CLOCK" PARALLEL=2 PUT_PAUSE=2000 COPIES="$copies"
  # Who ends first has had the other beside it all the time.
  [[ "$(slept)" = 4* ]]
}
