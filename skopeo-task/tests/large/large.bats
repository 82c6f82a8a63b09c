#!/usr/bin/env bats
# A layer of more than 2 GB, which takes as many bytes of the disk; `make test-large`.

load ../registries

setup_file() {
  export STORED=1
  registry SOURCE
  registry DESTINATION
}

teardown_file() { end_registries; }

# put_layer REPOSITORY SIZE: lays a file of zeros, which takes no room, where the source registry keeps its blobs.
# Prints its digest.
put_layer() {
  local store=$BATS_FILE_TMPDIR/SOURCE/docker/registry/v2 file=$BATS_TEST_TMPDIR/layer hex
  truncate -s "$2" "$file"
  hex=$(sha256sum "$file" | cut -d ' ' -f 1)
  mkdir -p "$store/blobs/sha256/${hex:0:2}/$hex" "$store/repositories/$1/_layers/sha256/$hex"
  mv "$file" "$store/blobs/sha256/${hex:0:2}/$hex/data"
  printf 'sha256:%s' "$hex" | tee "$store/repositories/$1/_layers/sha256/$hex/link"
}

@test "an image with a layer of more than 2 GB arrives byte by byte" {
  small=$(push "$SOURCE/large:small")
  size=$((2 ** 31 + 4096))
  layer=$(put_layer large $size)
  curl -sSf "http://$SOURCE/v2/large/manifests/$small" -H "Accept: $MANIFESTS" |
    jq -c --arg digest "$layer" --argjson size $size \
      '.layers += [{mediaType: "application/vnd.oci.image.layer.v1.tar", digest: $digest, size: $size}]' >"$BATS_TEST_TMPDIR/large"
  digest=sha256:$(sha256sum <"$BATS_TEST_TMPDIR/large" | cut -d ' ' -f 1)
  curl -sSf -X PUT -H 'Content-Type: application/vnd.oci.image.manifest.v1+json' \
    --data-binary @"$BATS_TEST_TMPDIR/large" "http://$SOURCE/v2/large/manifests/v1"

  run -0 as_ecs COPY_TIMEOUT=600 COPIES="from $SOURCE/large to $DESTINATION/large"$'\n'"${digest#sha256:} v1"
  result COPIED "$DESTINATION/large:v1" "$digest"
  has_all "$DESTINATION/large" v1 "$digest"
}
