#!/usr/bin/env bats
# The image of our own Dockerfile as a container with all that the task definition takes away. No registry of base images
# can be counted on, so the base is made of this machine's shell, tools and skopeo. What cannot be shown here is Fargate's
# own runtime and the stock image's content.

# shellcheck disable=SC2030,SC2031 # each test has its own variables

load registries
load podman

setup_file() {
  registry SOURCE
  registry DESTINATION
  why_not=$(make_image 2>&1) || printf '%s\n' "$why_not" >"$BATS_FILE_TMPDIR/why-not"
  DIGEST=$(push "$SOURCE/image:v1" --platforms 2)
  export DIGEST
}

setup() {
  [ ! -e "$BATS_FILE_TMPDIR/why-not" ] || skip "no container runs here: $(tail -n 1 "$BATS_FILE_TMPDIR/why-not")"
}

teardown_file() {
  end_registries
  remove_image
}

@test "the container is nobody's root, holds no capability and gains none" {
  run -0 as_task 'id -u; sed -n "s/^Cap\(...\):\t/\1 /p; s/^NoNewPrivs:\t/no new /p" /proc/self/status'
  [ "${lines[0]}" = 1000 ]
  for set in Inh Prm Eff Bnd Amb; do
    [[ $output = *"$set 0000000000000000"* ]]
  done
}

# shellcheck disable=SC2016 # for the inner shell
@test "its root file system cannot be written, its one volume can, by nobody else" {
  run -0 as_task 'for at in / /etc /var/lib /var/tmp /usr /root /home; do touch $at/x 2>&1 && echo "wrote $at"; done
    touch /tmp/x && ls -ldn /tmp && mount -o remount,rw / 2>&1 || :'
  [[ $output = *'Read-only file system'* && $output != *wrote* ]]
  [[ $output = *'drwx------'*' 1000 '*/tmp* ]]
}

@test "the script copies an image in it, with a login, and leaves nothing in the volume" {
  copies="from $SOURCE/image to $DESTINATION/podman/a"$'\n'"${DIGEST#sha256:} v1"$'\n'"from $SOURCE/image to $DESTINATION/podman/b"$'\n'"${DIGEST#sha256:} v1"
  # shellcheck disable=SC2016 # for the inner shell
  run -0 as_task "$(cat "$SCRIPT")" COPIES="$copies"
  [ "${lines[-1]}" = $'DONE\t2\t0' ]
  has_all "$DESTINATION/podman/a" v1 "$DIGEST"
  has_all "$DESTINATION/podman/b" v1 "$DIGEST"
  [ "$(count 'POST /v2/podman/b/blobs/uploads/[?]from=' "$DESTINATION_LOG")" -eq 3 ] # mounted: the cache in the volume works
}

@test "without its volume there is nothing to write to, and the script says so" {
  run -2 as_task "$(cat "$SCRIPT")" COPIES="from $SOURCE/image to $DESTINATION/none"$'\n'"${DIGEST#sha256:} v1" VOLUME=/other
  [[ $output = *'there is no directory to write to'* ]]
}
