#!/usr/bin/env bats
# How the script behaves as a container: shells, users, what it writes, credentials, signals.

# shellcheck disable=SC2030,SC2031 # each test has its own variables

load registries

setup_file() {
  registry SOURCE
  registry DESTINATION
  DIGEST=$(push "$SOURCE/image:v1" --platforms 2)
  export DIGEST
}

teardown_file() { end_registries; }

# The shells that may be /bin/sh of an image: Debian's, Fedora's (the official image), Alpine's.
shells() {
  local shell
  for shell in dash bash busybox; do
    command -v $shell >/dev/null || {
      echo "$shell is not installed: make setup" >&2
      return 1
    }
    mkdir "$BATS_TEST_TMPDIR/$shell"
    ln -s "$(command -v $shell)" "$BATS_TEST_TMPDIR/$shell/sh"
    echo "$BATS_TEST_TMPDIR/$shell/sh"
  done
}

# A skopeo in $WATCHED that notes what can be seen of it, then is the real one.
watched_skopeo() {
  WATCHED=$BATS_TEST_TMPDIR/watched
  mkdir -p "$WATCHED"
  cat >"$WATCHED/skopeo" <<END
#!/bin/sh
echo \$\$ >>'$WATCHED/pids'
{ cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' '; env; } >>'$WATCHED/seen'
for argument; do
  case \$argument in */auth.json) stat -c '%a %n' "\$argument" "\${argument%/*}" >>'$WATCHED/files' ;; esac
done
exec '$(command -v skopeo)' "\$@"
END
  chmod +x "$WATCHED/skopeo"
}

# All three layers of the image are mounted, only its two configs are sent, which skopeo never mounts.
layers_are_mounted_into() {
  [ "$(count "POST /v2/$1/blobs/uploads/[?]from=" "$DESTINATION_LOG")" -eq 3 ]
  [ "$(count "PUT /v2/$1/blobs/uploads/" "$DESTINATION_LOG")" -eq 2 ]
}

# What the script made below its TMPDIR.
left_over() { find "$BATS_TEST_TMPDIR" -path "$BATS_TEST_TMPDIR/tmp.*"; }

@test "every shell that may be the image's copies, fails and refuses alike" {
  missing=sha256:$(printf '%064d' 7)
  shells=$(shells)
  for COPY_SHELL in $shells; do
    to=$DESTINATION/$(basename "$(dirname "$COPY_SHELL")")
    run -0 as_ecs COPIES="from $SOURCE/image to $to"$'\n'"${DIGEST#sha256:} v1"
    result COPIED "$to:v1" "$DIGEST"
    run -1 as_ecs PARALLEL=3 COPIES="from $SOURCE/image to $to"$'\n'"${missing#sha256:} gone"$'\n'"from $SOURCE/image to $to"$'\n'"${DIGEST#sha256:} v2"
    result FAILED "$to:gone" "$missing"
    [ "${lines[-1]}" = $'DONE\t1\t1' ]
    run -2 as_ecs COPIES="from $SOURCE/image to $to;id"
    [[ $output = 'copy-images: COPIES, line 1: '* ]]
  done
}

@test "with a read-only root and one writable volume, root copies and layers are mounted" {
  unshare --mount true 2>/dev/null || skip 'needs a mount namespace of its own, thus root'
  volume=$BATS_TEST_TMPDIR/volume
  mkdir "$volume"
  cp -r "$HOME_OF_TASK" "$volume/home"
  # shellcheck disable=SC2016 # for the inner shell
  inside='mount -t tmpfs -o "$2" shm /dev/shm && mount --bind "$0" /tmp && mount -o remount,bind,ro / || exit 99
    ! touch /var/lib/x 2>/dev/null || exit 99; sh -c "$1" && [ -z "$(ls /dev/shm)" ]'
  for shm in rw ro; do # skopeo's cache is in memory, or on the volume
    to=$DESTINATION/read-only-$shm
    copies="from $SOURCE/image to $to/a"$'\n'"${DIGEST#sha256:} v1"$'\n'"from $SOURCE/image to $to/b"$'\n'"${DIGEST#sha256:} v1"
    run -0 env -i PATH="$PATH" HOME=/tmp/home REGISTRY_AUTH='{"auths": {}}' COPIES="$copies" \
      unshare --mount sh -c "$inside" "$volume" "$(cat "$SCRIPT")" $shm
    [ "${lines[-1]}" = $'DONE\t2\t0' ]
    layers_are_mounted_into read-only-$shm/b
    [ "$(ls "$volume")" = home ]
  done
}

@test "a user that is not root copies, and layers are mounted" {
  setpriv --reuid=65534 --regid=65534 --clear-groups true 2>/dev/null || skip 'needs root to become somebody else'
  copies="from $SOURCE/image to $DESTINATION/user/a"$'\n'"${DIGEST#sha256:} v1"$'\n'"from $SOURCE/image to $DESTINATION/user/b"$'\n'"${DIGEST#sha256:} v1"
  home=$(mktemp -d /tmp/home.XXXXXX)
  cp -r "$HOME_OF_TASK/.config" "$home"
  chmod -R a+rX "$home"
  run -0 env -i PATH="$PATH" HOME="$home" REGISTRY_AUTH='{"auths": {}}' COPIES="$copies" \
    setpriv --reuid=65534 --regid=65534 --clear-groups sh -c "$(cat "$SCRIPT")"
  rm -r "$home"
  [ "${lines[-1]}" = $'DONE\t2\t0' ]
  layers_are_mounted_into user/b
}

@test "logins are in no command line, no environment and no output, and in a file for nobody else that is gone at the end" {
  watched_skopeo
  marker=login-$$-$RANDOM # nothing else on the machine has it
  secret=$(printf 'AWS:%s' "$marker" | base64 -w 0)
  auth='{"auths": {"'$DESTINATION'": {"auth": "'$secret'"}}}'
  run -1 as_ecs PATH="$WATCHED:$PATH" REGISTRY_AUTH="$auth" \
    COPIES="from $SOURCE/image to $DESTINATION/secret"$'\n'"${DIGEST#sha256:} v1"$'\n'"$(printf '%064d' 7) gone"
  [[ $output = *DONE* && $output != *"$secret"* && $output != *"$marker"* ]]
  grep -q "docker://$SOURCE/image@$DIGEST" "$WATCHED/seen" # it does see command lines
  grep -q ^XDG_DATA_HOME= "$WATCHED/seen"                  # and the environment
  run ! grep -qF -e "$secret" -e "$marker" "$WATCHED/seen"
  mapfile -t files < <(sort -u "$WATCHED/files")
  directory=${files[1]#700 }
  [ "${files[*]}" = "600 $directory/auth.json 700 $directory" ]
  [ -z "$(left_over)" ]
}

@test "workers divide the processors, and each has one at least" {
  watched_skopeo
  printf '#!/bin/sh\necho 5\n' >"$WATCHED/nproc"
  chmod +x "$WATCHED/nproc"
  copies=
  for repository in a b; do copies+="from $SOURCE/image to $DESTINATION/divided/$repository"$'\n'"${DIGEST#sha256:} v1"$'\n'; done
  for case in '1 5' '2 2' '9 2'; do # PARALLEL, and what of five processors one of at most two workers has
    : >"$WATCHED/seen"
    run -0 as_ecs PATH="$WATCHED:$PATH" PARALLEL="${case% *}" COPIES="$copies"
    [ "$(grep -c "^GOMAXPROCS=${case#* }\$" "$WATCHED/seen")" -eq 2 ]
  done
  printf '#!/bin/sh\necho 1\n' >"$WATCHED/nproc"
  run -0 as_ecs PATH="$WATCHED:$PATH" PARALLEL=2 COPIES="$copies"
  [ "$(grep -c '^GOMAXPROCS=1$' "$WATCHED/seen")" -eq 2 ]
}

# started: runs the script in the background, in a process group of its own, until the front holds back its second image.
started() {
  watched_skopeo
  front "$SOURCE" 'GET slow/manifests 9 hang'
  copies="from $SOURCE/image to $DESTINATION/quick"$'\n'"${DIGEST#sha256:} v1"$'\n'
  copies+="from $FRONT/slow to $DESTINATION/slow"$'\n'"${DIGEST#sha256:} v1"$'\n'"${DIGEST#sha256:} v2"
  output_file=$BATS_TEST_TMPDIR/output
  as_ecs PATH="$WATCHED:$PATH" COPIES="$copies" setsid >"$output_file" 2>&1 3>&- &
  task=$!
  wait_for asked 'GET .*slow/manifests'
  wait_for grep -q COPIED "$output_file"
}

# Whether the front has been asked so.
asked() { [ "$(count "$1" "$FRONT_LOG")" -gt 0 ]; }

# wait_closely COMMAND...: as wait_for, but misses no moment.
wait_closely() {
  local end=$((SECONDS + 30))
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || return 1
  done
}

stopped_rightly() {
  local begin=$SECONDS
  status=0
  wait "$task" || status=$?
  [ "$status" -eq 143 ]
  [ $((SECONDS - begin)) -le 20 ]
  output=$(cat "$output_file")
  result COPIED "$DESTINATION/quick:v1" "$DIGEST"
  [[ $output = *FAILED*'/slow:v1'*$'\tstopped by SIGTERM before it was done'* ]]
  [[ $output != *slow:v2* ]] # never begun
  [[ $output = *$'DONE\t1\t2' ]]
  [ -z "$(left_over)" ]
  [ -s "$WATCHED/pids" ]
  while read -r pid; do
    if kill -0 "$pid" 2>/dev/null; then return 1; fi
  done <"$WATCHED/pids"
}

@test "SIGTERM ends skopeo and the script at once, and what was done is told" {
  shells=$(shells)
  for COPY_SHELL in $shells; do
    started
    kill -TERM "$task"
    stopped_rightly
    rm "$BATS_TEST_TMPDIR/port"
    rm -r "$WATCHED"
  done
}

@test "SIGTERM to the whole process group does the same" {
  started
  kill -TERM -- "-$task"
  stopped_rightly
}

@test "SIGTERM ends it whenever it comes, even while a process is just being made" {
  printf '#!/bin/sh\nexec sleep 60\n' >"$BATS_TEST_TMPDIR/skopeo"
  chmod +x "$BATS_TEST_TMPDIR/skopeo"
  for moment in $(seq 0.01 0.01 0.15); do
    as_ecs PATH="$BATS_TEST_TMPDIR:$PATH" COPIES="from $SOURCE/image to $DESTINATION/any"$'\n'"${DIGEST#sha256:} v1" \
      setsid >/dev/null 2>&1 3>&- &
    task=$!
    wait_closely grep -qa 'Copies one batch' "/proc/$task/cmdline"
    wait_closely kill -0 -- "-$task" 2>/dev/null
    sleep "$moment"
    kill -TERM -- "-$task"
    begin=$SECONDS status=0
    wait "$task" || status=$?
    echo "$moment s: $status after $((SECONDS - begin)) s"
    [ "$status" -eq 143 ]
    [ $((SECONDS - begin)) -le 20 ]
  done
}

@test "SIGTERM ends it, whichever of the small programs dies with it" {
  printf '#!/bin/sh\n' >"$BATS_TEST_TMPDIR/skopeo"
  chmod +x "$BATS_TEST_TMPDIR/skopeo"
  for program in mktemp nproc mv wc; do
    printf '#!/bin/sh\nkill -TERM 0\n' >"$BATS_TEST_TMPDIR/$program"
    chmod +x "$BATS_TEST_TMPDIR/$program"
    as_ecs PATH="$BATS_TEST_TMPDIR:$PATH" COPIES="from $SOURCE/image to $DESTINATION/any"$'\n'"${DIGEST#sha256:} v1" \
      setsid >"$BATS_TEST_TMPDIR/output" 2>&1 3>&- &
    status=0
    wait "$!" || status=$?
    rm "$BATS_TEST_TMPDIR/$program"
    echo "$program: $status"
    cat "$BATS_TEST_TMPDIR/output"
    [ "$status" -eq 143 ]
  done
}

@test "SIGTERM ends a pause between attempts" {
  output_file=$BATS_TEST_TMPDIR/output
  as_ecs RETRY_PAUSE=3000 COPIES="from 127.0.0.1:9/down to $DESTINATION/down"$'\n'"${DIGEST#sha256:} v1" >"$output_file" 2>&1 3>&- &
  task=$!
  wait_for grep -q 'again in 3000 s' "$output_file"
  kill -TERM "$task"
  status=0
  wait "$task" || status=$?
  [ "$status" -eq 143 ]
  [[ $(cat "$output_file") = *FAILED*'/down:v1'*$'\tstopped by SIGTERM before it was done'*$'DONE\t0\t1' ]]
}

@test "SIGTERM ends the look whether an immutable tag has the right digest" {
  front "$DESTINATION" "PUT manifests/v1$ 9 400 The image tag 'v1' already exists and is immutable." 'GET manifests/v1$ 9 hang'
  output_file=$BATS_TEST_TMPDIR/output
  as_ecs COPIES="from $SOURCE/image to $FRONT/looked-at"$'\n'"${DIGEST#sha256:} v1" >"$output_file" 2>&1 3>&- &
  task=$!
  wait_for asked 'GET .*manifests/v1$'
  kill -TERM "$task"
  local begin=$SECONDS status=0
  wait "$task" || status=$?
  [ "$status" -eq 143 ]
  [ $((SECONDS - begin)) -le 20 ]
  [[ $(cat "$output_file") = *FAILED*$'/looked-at:v1\t'"$DIGEST"$'\t1\tstopped by SIGTERM before it was done'*$'DONE\t0\t1' ]]
  [ -z "$(left_over)" ]
}
