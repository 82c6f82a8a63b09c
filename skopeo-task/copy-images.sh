#!/bin/sh
# Copies one batch of images; README.md says what it reads, prints and answers.
# The task definition carries this text as its command. It needs no more than a POSIX shell, coreutils, sed, skopeo.

LC_ALL=C
export LC_ALL
umask 077

refuse() {
  printf 'copy-images: %s\n' "$1" | tr -c ' -~\n' '?' >&2
  exit 2
}

number() { # name, value
  case $2 in
  '' | 0* | *[!0-9]* | ???????*) refuse "$1 is '$2'; a whole number from 1 to 999999 would be right" ;;
  esac
}

CLOCK=${CLOCK:-/proc/uptime}
COPY_TIMEOUT=${COPY_TIMEOUT:-3600}
PARALLEL=${PARALLEL:-1}
PUT_PAUSE=${PUT_PAUSE:-1}
RETRY_PAUSE=${RETRY_PAUSE:-5}
number COPY_TIMEOUT "$COPY_TIMEOUT"
number PARALLEL "$PARALLEL"
number PUT_PAUSE "$PUT_PAUSE"
number RETRY_PAUSE "$RETRY_PAUSE"
case $REGISTRY_AUTH in
*'"auths"'*) ;;
*) refuse 'REGISTRY_AUTH is missing or no registry auth file, {"auths": ...}' ;;
esac
case $REGISTRY_CA in
'' | *'-----BEGIN CERTIFICATE-----'*) ;;
*) refuse 'REGISTRY_CA is no certificate in PEM, -----BEGIN CERTIFICATE-----...' ;;
esac
command -v skopeo >/dev/null || refuse "the task's image has no skopeo"

# The grammar of names. What passes is no option and no second argument. A host without dot and port is left
# out, because skopeo takes it for a part of a name at Docker Hub.
word='[a-z0-9]+'
part="$word((__|[._]|-+)$word)*"
label='[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?'
host="($label([.]$label)+|localhost)(:[0-9]{1,5})?|$label:[0-9]{1,5}"
repository="($host)(/$part)+"
image='[0-9a-f]{64} [A-Za-z0-9_][A-Za-z0-9_.-]{0,127}'
too_long='[^/ ]{255}[^/ ]|/[^ ]{255}[^ ]'

# Everything is checked before anything is copied.
wrong=$(printf '%s\n' "$COPIES" | sed -nE -e "\\%$too_long%b wrong" \
  -e "\\%^(from $repository to $repository|$image)?\$%d" -e ': wrong' -e '=' -e p -e q | sed -e N -e 's/\n/: /')
[ -z "$wrong" ] ||
  refuse "COPIES, line $(printf %s "$wrong" | cut -c 1-900) - neither 'from REPOSITORY to REPOSITORY' nor 'SHA256 TAG'"

work='' cache=''
trap 'rm -rf "$work" "$cache"' EXIT
work=$(mktemp -d 2>/dev/null) || refuse 'there is no directory to write to: /tmp or TMPDIR has to be one'
printf '%s\n' "$REGISTRY_AUTH" >"$work/auth.json"
printf '%s\n' "$COPIES" >"$work/copies"
: >"$work/copied"
: >"$work/ended.0" # there is always one, so that ended.* is no text of its own
certificates=
if [ "$REGISTRY_CA" ]; then
  certificates=$work/certificates
  mkdir "$certificates"
  printf '%s\n' "$REGISTRY_CA" >"$certificates/ca.crt"
fi
unset REGISTRY_AUTH COPIES REGISTRY_CA

groups=0 images=0
while read -r first second _ fourth; do
  case $first in
  '') ;;
  from) groups=$((groups + 1)) from=$second to=$fourth ;;
  *)
    [ "$groups" -gt 0 ] || refuse "COPIES begins with an image, not with 'from REPOSITORY to REPOSITORY'"
    images=$((images + 1))
    printf '%s %s %s\n' "$from@sha256:$first" "$to:$second" "sha256:$first" >>"$work/group.$groups"
    ;;
  esac
done <"$work/copies"
[ "$images" -gt 0 ] || refuse 'COPIES names no image'

# Out of its cache skopeo knows which repository has a layer and mounts it from there.
# Root's cache is in /var/lib unless the process counts as rootless; the root may be read-only.
# Every copy syncs it to its disk some thirty times, one after the other with those beside it: memory needs no time for that.
cache=$(mktemp -d /dev/shm/skopeo.XXXXXX 2>/dev/null)
XDG_DATA_HOME=${cache:-$work}
_CONTAINERS_ROOTLESS_UID=65534
export XDG_DATA_HOME _CONTAINERS_ROOTLESS_UID

# A child that is still a copy of this shell loses the signal, so it comes again.
end() { # children
  for later in 0 0.2 1; do
    sleep $later
    kill "$@" 2>/dev/null
  done
}

run() { # a command that SIGTERM ends; $code is its exit code, $said the file of what it prints
  "$@" >"$said" 2>"$log" </dev/null &
  running=$!
  [ "$stopped" ] && end "$running"
  wait "$running"
  code=$?
  # The signal cuts the first wait short.
  [ "$stopped" ] && wait "$running" && code=0
}

# What skopeo says last, or first of its crash, without log prefix and the signatures in URLs. When the PUT of an index
# fails it tells only in its debug log why, and ends with a complaint about converting it; without such a PUT it means it.
reason() {
  sed -E -e '/^time="[^"]*" level=debug msg="Upload of manifest list type [^ ]* failed: /{h;d;}' \
    -e '/^time="[^"]*" level=fatal msg="Manifest list (must be converted|was edited)/{x;/^$/x;}' \
    -e 's/^time="[^"]*" level=debug msg="Upload of manifest list type [^ ]* failed: /"/' \
    -e '/^time="[^"]*" level=(debug|info|warning) /d' -e 's/^time="[^"]*" level=[a-z]+ msg=//' \
    -e 's/^"(.*)"$/\1/' -e 's/\\n/ /g' -e 's/\\"/"/g' -e 's%(://[^ "?]*)[?][^ "]*%\1?...%g' \
    -e '/^(panic|fatal error): /q' "$log" |
    tail -n 1 | tr -c ' -~\n' ' ' | cut -c 1-1000
}

# No image costs the start of date, nor below those of sed and timeout: of small copies they took a tenth of the time.
look_at_clock() {
  read -r now _ <"$CLOCK"
  now=${now%.*}
}

look_at_manifest() { # of an image; it is in $said
  run skopeo --command-timeout 30s --tmpdir "$work" inspect --raw --authfile "$work/auth.json" \
    ${certificates:+--cert-dir "$certificates"} "docker://$1"
  look_at_clock
}

# An immutable tag refuses even the digest that it has.
arrived() { # the exit code of the copy, which stays
  look_at_manifest "$destination"
  code=$1
  there=$(sha256sum <"$said")
  [ "sha256:$there" = "$digest  -" ]
}

# Signatures kept beside a registry have no place in another one, and skopeo fails if told to bring them; those of
# cosign are tags of their own.
bring() { # of an index all or index-only, source, destination
  # The debug log takes a tenth of a copy's time.
  debug=
  [ "$1" = index-only ] && debug=1
  # A time limit of 0 would be none.
  run skopeo ${debug:+--debug} --command-timeout $((now < deadline ? deadline - now : 1))s --tmpdir "$work" copy \
    --multi-arch "$1" --preserve-digests --remove-signatures --authfile "$work/auth.json" \
    ${certificates:+--src-cert-dir "$certificates"} "docker://$2" "docker://$3"
  look_at_clock
  last=
  while read -r verb what which _; do
    [ "$verb" = Writing ] && owed=$((owed + PUT_PAUSE * at_work)) # a manifest
    case "$verb $what $which" in # skopeo goes on when the last image of an index has been put
    'Copying image '* | 'Writing manifest list') here="$here $last" last=$which ;;
    esac
  done <"$said"
  why=
  [ "$code" = 0 ] && return
  why=$(reason)
  return 1
}

throttled() {
  case $why in
  *toomanyrequests* | *'too many requests'* | *'429 Too Many'* | *'429 (Too Many'* | *'StatusCode: 429'*) ;;
  *) return 1 ;;
  esac
}

# Skopeo puts all manifests of an index at once, and begins with the first again. So an index that was too many for a
# registry comes image by image, each at the pace; what has come stays, and is worth another attempt.
bring_by_parts() {
  look_at_manifest "$source"
  # The digests of its images, not that of a subject.
  parts=$(tr -d '[:space:]' <"$said" | sed -E -e '/"manifests":\[/!d' -e 's/"subject":\{([^{}]|\{[^{}]*\})*\}//' |
    tr '{,}' '\n' | sed -nE 's/^"digest":"(sha256:[0-9a-f]{64})"$/\1/p')
  [ "$parts" ] || { bring all "$source" "$destination"; return; }
  for part in $parts; do
    case $here in *"$part"*) continue ;; esac
    bring all "${source%@*}@$part" "${destination%:*}@$part" || return
    here="$here $part" pause=0
    pace
  done
  bring index-only "$source" "$destination"
}

# Copies $source to $destination; otherwise $code and $why say what went wrong.
attempt() {
  # What has come under another tag need not be pulled again.
  case $here in
  *"$digest"*)
    bring index-only "${destination%:*}@$digest" "$destination" && return
    throttled && return 1
    ;;
  esac
  # A spent limit takes hours to recover, and skopeo half a minute to give up.
  spent=$work/spent.${source%%/*}
  [ -s "$spent" ] && code=1 why=$(cat "$spent") && return 1
  if [ "$slowly" ]; then bring_by_parts; else bring all "$source" "$destination"; fi
  case $why in
  # All images have come, and the PUT of their index has failed for a reason yet to be told. Or there was none: skopeo
  # notes in an index that layers of its images are zstd's, and stumbles over the note when they are all there
  # (https://github.com/containers/skopeo/issues/2627). Alone, the index goes as it is.
  'Manifest list must be converted'* | 'Manifest list was edited'*)
    pace
    bring index-only "$source" "$destination"
    ;;
  esac
  [ "$code" = 0 ] && return
  case $why in
  *'is immutable'* | *'already exists'*) arrived "$code" && return ;;
  *'pull rate limit'* | *'ata limit exceeded'*) printf '%s\n' "$why" >"$spent" ;;
  esac
  [ "$now" -lt "$deadline" ] || why="not done within $COPY_TIMEOUT seconds (COPY_TIMEOUT, the stack's copyTimeoutMinutes)"
  [ "$stopped" ] && why='stopped by SIGTERM before it was done'
  [ "$why" ] || why="skopeo ended with exit code $code and no message (137: killed, for lack of memory?)"
  return 1
}

# The layers are there already, so another attempt costs little; but a registry that is down must not hold up the
# batch, which has further tries. The words are those of CopyFailure.java, and hold a blank for the same reason: no
# name of an image has one, so tools/immutable is not refused for its name.
may_pass() {
  case $why in
  *': manifest unknown'* | *': name unknown'* | *'repository name not known'* | *': denied'* | *'is denied'* | \
    *': unauthorized'* | *'401 unauthorized'* | *'401 (Unauthorized'* | *'authentication required'* | \
    *'invalid username/password: '* | *'destination repository '*' 40'[13]' '* | \
    *'checking whether a blob '*': StatusCode: 40'[13],* | *'tag invalid'* | *'is immutable'* | *'already exists'* | \
    *'pull rate limit'* | *'ata limit exceeded'* | *': x509: '* | *'manifest list instead of'* | \
    *'schema1 image with an embedded '* | *'unsupported docker v2s2 media type: '* | *'saved with digest sha256:'* | \
    *"unsupported: Invalid parameter at 'ImageManifest'"* | \
    'Error loading trust policy: '* | 'Invalid source name '* | 'Invalid destination name '*) return 1 ;;
  esac
  [ "$stopped" ] || [ "$pause" -ge $((2 * RETRY_PAUSE)) ] || [ "$patience" = 0 ] && return 1
  pause=$((pause + RETRY_PAUSE))
  if throttled; then slowly=1; else patience=$((patience - 1)); fi # who throttles is not down
  [ $((now + pause)) -lt "$deadline" ]
}

copy() {
  begin=$now pause=0 slowly=
  deadline=$((begin + COPY_TIMEOUT))
  until attempt; do
    if ! may_pass; then
      printf 'FAILED\t%s\t%s\t%s\t%s\n' "$destination" "$digest" "$code" "$why"
      return
    fi
    printf 'copy-images: %s: again in %s s: %s\n' "$destination" "$pause" "$why" >&2
    run sleep "$pause"
    look_at_clock
    pace
  done
  here="$here $digest"
  printf . >>"$work/copied"
  printf 'COPIED\t%s\t%s\t%s\n' "$destination" "$digest" $((now - begin))
}

# All tasks together may put no more than so many manifests a second into an ECR. This one's share is one in PUT_PAUSE
# milliseconds, which its workers divide. An index takes several; what a copy took is paid for before the next.
pace() {
  set -- "$work"/ended.*
  at_work=$((abreast + 1 - $#))
  owed=$((owed - 1000 * (now - paid)))
  paid=$now
  [ "$owed" -gt 0 ] || owed=0
  [ "$owed" -ge 1000 ] || return 0
  run sleep $((owed / 1000))
  look_at_clock
  deadline=$((deadline + now - paid)) # waiting for a share is not copying
}

# A worker takes whole repositories: the images of one share layers, so they go in order.
work_off() {
  running=
  trap 'trap : TERM; stopped=1; end "$running"' TERM
  log=$work/log.$1 said=$work/said.$1 patience=10 group=0 owed=0 deadline=0
  look_at_clock
  paid=$now
  while [ $((group += 1)) -le "$groups" ]; do
    mv "$work/group.$group" "$work/taken.$group" 2>/dev/null || continue
    here='' # what this repository has got
    while [ -z "$stopped" ] && read -r source destination digest; do
      pace
      [ "$stopped" ] || copy
    done <"$work/taken.$group"
  done
  : >"$work/ended.$1"
}

stopped='' workers=''
trap 'trap : TERM INT HUP; stopped=1; end $workers' TERM INT HUP
abreast=$((PARALLEL < groups ? PARALLEL : groups)) worker=0
# Each skopeo would take all processors for its own, even where a task may have half of one, and be held up by the others.
processors=$(nproc 2>/dev/null) # nothing where SIGTERM ends it, too
GOMAXPROCS=$((${processors:-1} / abreast))
[ $GOMAXPROCS -gt 0 ] || GOMAXPROCS=1
export GOMAXPROCS
while [ $((worker += 1)) -le "$abreast" ]; do
  work_off $worker &
  workers="$workers $!"
done
# shellcheck disable=SC2086 # a list of process ids
[ "$stopped" ] && end $workers
until wait; do :; done

copied=$(wc -c <"$work/copied")
copied=$((copied))
printf 'DONE\t%s\t%s\n' "$copied" $((images - copied))
[ "$stopped" ] && exit 143
[ "$copied" = "$images" ]
