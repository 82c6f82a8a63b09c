# An image made by our Dockerfile, and how podman runs it where it can.
# shellcheck shell=bash

PROGRAMS="sh cat chmod chown cut env id kill ls mkdir mktemp mount mv nproc rm sed sha256sum skopeo sleep stat tail touch tr wc"

# Makes the image "task", or says on its last line why that cannot be.
make_image() {
  command -v podman >/dev/null || {
    echo 'podman is not installed'
    return 1
  }
  mkdir "$BATS_FILE_TMPDIR/root"
  fill_root "$BATS_FILE_TMPDIR/root"
  tar -C "$BATS_FILE_TMPDIR/root" -c . | in_podman import --quiet - localhost/base &&
    in_podman build --quiet --isolation chroot --build-arg BASE=localhost/base --tag localhost/task "$HERE/.." &&
    as_task true
}

# What copy-images.sh needs, and what the official image has beside it: a user "skopeo", and a policy for skopeo.
fill_root() {
  local program file
  mkdir -p "$1"/{etc/containers,tmp,proc,sys,dev,root,home,usr/bin,var/lib,var/tmp}
  ln -s usr/bin "$1/bin"
  for program in $PROGRAMS; do cp -L "$(command -v "$program")" "$1/usr/bin"; done
  for program in $PROGRAMS; do ldd "$(command -v "$program")"; done 2>/dev/null | grep -o '/[^ ]*' | sort -u |
    while read -r file; do
      mkdir -p "$1$(dirname "$file")"
      cp -L "$file" "$1$file"
    done
  printf 'root:x:0:0::/root:/bin/sh\nskopeo:x:1000:1000::/home/skopeo:/bin/sh\n' >"$1/etc/passwd"
  printf 'root:x:0:\nskopeo:x:1000:\n' >"$1/etc/group"
  printf '{"default": [{"type": "insecureAcceptAnything"}]}\n' >"$1/etc/containers/policy.json"
}

# as_task TEXT [VARIABLE=VALUE...]: runs a text as the task definition has it. The network is this machine's, for the
# registries on it; VOLUME is where the one volume lies.
as_task() {
  local text=$1 variable given=() volume=/tmp
  shift
  for variable; do
    case $variable in
    VOLUME=*) volume=${variable#*=} ;;
    *) given+=(--env "$variable") ;;
    esac
  done
  in_podman run --rm --network host --read-only --read-only-tmpfs=false --cap-drop ALL --image-volume ignore \
    --security-opt no-new-privileges --volume "work-$BATS_TEST_NUMBER:$volume" \
    --volume "$HOME_OF_TASK/.config/containers/registries.conf:/etc/containers/registries.conf:ro" \
    --cgroups disabled --ulimit nofile=1024:1024 --ulimit nproc=1024:1024 \
    --env REGISTRY_AUTH='{"auths": {}}' --env RETRY_PAUSE=1 "${given[@]}" localhost/task "$text"
}

# Storage of its own; no kernel module, no daemon. A runtime that refuses a machine with both kinds of cgroups is shown one.
in_podman() {
  local own=(--root "$BATS_FILE_TMPDIR/storage" --runroot "$BATS_FILE_TMPDIR/run" --storage-driver vfs
    --cgroup-manager cgroupfs --events-backend none)
  if [ "$(id -u)" = 0 ]; then
    # shellcheck disable=SC2016 # for the inner shell
    unshare --mount sh -c 'umount /sys/fs/cgroup/unified 2>/dev/null; exec podman "$@"' podman "${own[@]}" "$@"
  else
    podman "${own[@]}" "$@"
  fi
}

remove_image() { [ ! -d "$BATS_FILE_TMPDIR/storage" ] || in_podman system reset --force >/dev/null 2>&1 || :; }
