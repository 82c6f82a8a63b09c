#!/bin/sh
# Copies one batch of images; see README.md for what it reads, prints and answers.
# The task definition carries this text as its command, so it needs no more than
# a POSIX shell, coreutils, sed and skopeo, and no braces after a dollar sign.

LC_ALL=C
export LC_ALL
umask 077

refuse() {
  printf 'copy-images: %s\n' "$1" >&2
  exit 2
}

matches() { expr "x$1" : "x$2\$" >/dev/null; }

# The grammar of OCI names: what passes cannot be an option or a second argument.
word='[a-z0-9]\{1,\}'
part="$word\(\(__\|[._]\|-\{1,\}\)$word\)*"
host='[A-Za-z0-9][A-Za-z0-9.-]*\(:[0-9]\{1,5\}\)\{0,1\}'
repository="$host\(/$part\)\{1,\}"
sha256='sha256:[0-9a-f]\{64\}'
tag='[A-Za-z0-9_][A-Za-z0-9_.-]\{0,127\}'
count='[1-9][0-9]\{0,5\}'

[ "$COPY_TIMEOUT" ] || COPY_TIMEOUT=3600
[ "$PARALLEL" ] || PARALLEL=1
matches "$COPY_TIMEOUT" "$count" || refuse 'COPY_TIMEOUT is not a number of seconds'
matches "$PARALLEL" "$count" || refuse 'PARALLEL is not a number'
[ "$COPIES" ] || refuse 'COPIES is missing'
case $REGISTRY_AUTH in
'{'*'"auths"'*'}') ;;
*) refuse 'REGISTRY_AUTH is missing or not a registry auth file' ;;
esac

workers=
stop() {
  trap '' TERM INT HUP
  # shellcheck disable=SC2086 # a list of process ids
  [ "$workers" ] && kill $workers 2>/dev/null
  wait
  exit 143
}
work=$(mktemp -d) || refuse 'no directory to work in'
trap 'rm -rf "$work"' EXIT
trap stop TERM INT HUP

printf '%s\n' "$REGISTRY_AUTH" >"$work/auth.json"
printf '%s\n' "$COPIES" >"$work/copies"
: >"$work/copied"
unset REGISTRY_AUTH COPIES

# Out of its cache skopeo knows which repository holds a layer and mounts it from there.
# Root's cache is in /var/lib unless the process counts as rootless; the root may be read-only.
XDG_DATA_HOME=$work
_CONTAINERS_ROOTLESS_UID=65534
export XDG_DATA_HOME _CONTAINERS_ROOTLESS_UID

# Everything is checked before anything is copied.
groups=0 images=0 line=0 from=
while read -r first second third fourth rest; do
  line=$((line + 1))
  case $first in
  '') ;;
  from)
    matches "$second $third $fourth$rest" "$repository to $repository" ||
      refuse "COPIES, line $line: not 'from REPOSITORY to REPOSITORY'"
    from=$second to=$fourth groups=$((groups + 1))
    ;;
  *)
    matches "$from $first $second $third" "$repository $sha256 $tag " ||
      refuse "COPIES, line $line: not 'DIGEST TAG' below a 'from' line"
    images=$((images + 1))
    printf '%s %s %s\n' "$from@$first" "$to:$second" "$first" >>"$work/group.$groups"
    ;;
  esac
done <"$work/copies"
[ "$images" -gt 0 ] || refuse 'COPIES names no image'

# The last message of skopeo, without its log prefix and the signatures in URLs.
reason() {
  sed -e 's/^time="[^"]*" level=[a-z]* msg=//' -e 's/^"\(.*\)"$/\1/' -e 's/\\n/ /g' -e 's/\\"/"/g' \
    -e 's|\(://[^ "?]*\)?[^ "]*|\1?...|g' "$1" | tail -n 1 | tr -c '[:print:]\n' ' ' | cut -c 1-500
}

copy() { # source, destination, digest, file for errors
  begin=$(date +%s)
  timeout -k 10 "$COPY_TIMEOUT" skopeo --tmpdir "$work" copy --quiet --all --preserve-digests \
    --retry-times 2 --authfile "$work/auth.json" "docker://$1" "docker://$2" >/dev/null 2>"$4" &
  wait $!
  code=$?
  seconds=$(($(date +%s) - begin))
  if [ $code = 0 ]; then
    printf . >>"$work/copied"
    printf 'COPIED\t%s\t%s\t%s\n' "$2" "$3" "$seconds"
    return
  fi
  why=$(reason "$4")
  [ "$seconds" -lt "$COPY_TIMEOUT" ] || why="not done within $COPY_TIMEOUT seconds (COPY_TIMEOUT)"
  [ "$why" ] || why="skopeo ended with exit code $code and no message (137: killed, for lack of memory?)"
  printf 'FAILED\t%s\t%s\t%s\t%s\n' "$2" "$3" "$code" "$why"
}

# A worker takes whole repositories: the images of one share layers, so they go in order.
work_off() {
  trap 'kill $! 2>/dev/null; wait; exit 143' TERM
  group=0
  while [ $((group += 1)) -le "$groups" ]; do
    mv "$work/group.$group" "$work/taken.$group" 2>/dev/null || continue
    while read -r source destination digest; do
      copy "$source" "$destination" "$digest" "$work/errors.$1"
    done <"$work/taken.$group"
  done
}

worker=0
while [ $((worker += 1)) -le "$PARALLEL" ]; do
  work_off $worker &
  workers="$workers $!"
done
wait

copied=$(($(wc -c <"$work/copied")))
printf 'DONE\t%s\t%s\n' "$copied" $((images - copied))
[ "$copied" = "$images" ]
