#!/bin/sh
# later-skopeo.sh FOLDER: puts the skopeo of a later Debian into FOLDER/bin, with the libraries it needs; installs
# nothing. apt checks that they are Debian's. Where it is not to be had, says why and exits with 3.
set -eu
SUITE=trixie # 1.18, whose cache, words and reading of indexes are nearer to the task's image than those of bookworm

not_to_be_had() {
  echo "no later skopeo: $1"
  exit 3
}

folder=$1
for program in apt-get dpkg-deb; do
  command -v $program >/dev/null || not_to_be_had "there is no $program"
done
# shellcheck disable=SC2016 # a variable of apt's
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | sed -n '/debian\/$/{p;q;}')
[ -n "$mirror" ] || not_to_be_had 'apt knows no mirror of Debian'

rm -rf "$folder"
mkdir -p "$folder"/apt/state/lists/partial "$folder"/apt/cache/archives/partial "$folder/bin"
cd "$folder/apt"
: >status
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $SUITE main" >sources.list
apt() {
  apt-get -qq -o Dir::Etc::sourcelist="$PWD/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State="$PWD/state" \
    -o Dir::State::status="$PWD/status" -o Dir::Cache="$PWD/cache" -o APT::Sandbox::User="$(id -un)" "$@"
}
{ apt update && apt download skopeo libc6 libgpgme11t64 libsqlite3-0 libassuan9 libgpg-error0; } ||
  not_to_be_had "$mirror gives none of $SUITE"
for package in *.deb; do dpkg-deb --extract "$package" ..; done
cd ..
rm -r apt

# Their own loader, for their libraries may be too new for the machine's.
printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" "$@"\n' "$(echo "$PWD"/usr/lib/*-linux-gnu/ld-linux*)" \
  "$(echo "$PWD"/usr/lib/*-linux-gnu)" "$PWD/usr/bin/skopeo" >bin/skopeo
chmod +x bin/skopeo
bin/skopeo --version
