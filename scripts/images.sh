#!/usr/bin/env bash
# ./aa images: the lab's images. Their bases come from the registries; where none answers, stand-ins under the same names are made
# from Debian's packages and this machine's own .NET, so that plain 'docker compose up --build' finds them as well. An image that
# is there is never replaced, unless it is such a stand-in and out of date.
#   ./aa images          makes what is missing or older than the sources, and lists the images
#   ./aa images quiet    the same without the list, for a lab that is about to start
#   ./aa images moto     the stand-in for AWS that the tests run beside them
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly DEBIAN=${DEBIAN_IMAGE:-debian:trixie-slim}
readonly SDK=${SDK_IMAGE:-mcr.microsoft.com/dotnet/sdk:10.0}
readonly RUNTIME=${RUNTIME_IMAGE:-mcr.microsoft.com/dotnet/aspnet:10.0}
readonly MADE=activeactive.made-from    # label of a stand-in: what it was made from

say() { echo "$*" >&2; }
fail() { echo "error: $*" >&2; exit 2; }

work=
trap '[ -z "$work" ] || rm -rf "$work"' EXIT

label_of() { docker image inspect --format "{{index .Config.Labels \"$MADE\"}}" "$1" 2>/dev/null; }
is_here() { docker image inspect "$1" >/dev/null 2>&1; }
is_stand_in() { [ -n "$(label_of "$1")" ]; }

# Succeeds when the image is here, by now.
have() {
  is_here "$1" && return
  say "Pulling $1 …"
  timeout 600 docker pull --quiet "$1" >/dev/null 2>"$work/pull" && return
  say "  not to be had: $(tail -1 "$work/pull")"
  return 1
}

# Runs quietly; shows the end of what was said when it fails.
quietly() {
  if ! "$@" >"$work/log" 2>&1; then
    tail -30 "$work/log" >&2
    fail "'$1 ${2:-}' failed; its last words are above"
  fi
}

mirror() {
  apt-get indextargets --format '$(REPO_URI)|$(COMPONENT)' 'Created-By: Packages' | awk -F'|' '$2 == "main" { print $1; exit }'
}

make_debian() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || fail "no registry answers, and only root on Debian can make $DEBIAN in its place; pull it where there is a registry, and 'docker load' it here"
  if ! command -v debootstrap >/dev/null; then
    quietly apt-get update -qq
    quietly apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 debootstrap
  fi
  say "Making $DEBIAN with debootstrap …"
  quietly debootstrap --variant=minbase trixie "$work/debian" "$(mirror)"
  rm -rf "$work"/debian/var/{cache/apt/*.bin,cache/apt/archives/*.deb,lib/apt/lists/*,log/*} \
    "$work"/debian/usr/share/{doc,man,info,locale}/*
  tar -C "$work/debian" -c . | docker import --change 'CMD ["bash"]' --change "LABEL $MADE=debootstrap" - "$DEBIAN" >/dev/null
  rm -rf "$work/debian"
}

# Changes with the .NET of this machine and with the packages that the programs ask for.
fingerprint() {
  { dotnet --version; cat docker/bases.Dockerfile Directory.*.props global.json; find services emulators chaos docker -name '*.csproj' -not -path '*/obj/*' -exec cat {} +; } \
    | sha256sum | cut -c1-16
}

make_dotnet() {
  command -v dotnet >/dev/null || fail "no registry answers, and there is no .NET SDK on this machine to make $SDK from; './aa doctor' says how to get one"
  local root print
  root=$(dirname "$(readlink -f "$(command -v dotnet)")")
  print=$(fingerprint)
  if [ "$(label_of "$SDK")" = "$print" ] && [ "$(label_of "$RUNTIME")" = "$print" ]; then return; fi
  say "Fetching the packages that the programs are built with …"
  mkdir "$work/packages"
  quietly dotnet restore docker/Programs.csproj --packages "$work/packages" -p:ArtifactsPath="$work/artifacts"
  local stage
  for stage in sdk aspnet; do
    local name=$SDK
    [ "$stage" = sdk ] || name=$RUNTIME
    if is_here "$name" && ! is_stand_in "$name"; then continue; fi
    local old
    old=$(docker image inspect --format '{{.Id}}' "$name" 2>/dev/null || true)
    say "Making $name from .NET $(dotnet --version) of this machine …"
    quietly docker build --file docker/bases.Dockerfile --target "$stage" --build-arg "DEBIAN_IMAGE=$DEBIAN" \
      --build-context "dotnet=$root" --build-context "packages=$work/packages" --label "$MADE=$print" --tag "$name" docker
    # What it replaces is ours and has no name any more; it stays while a container uses it.
    [ -z "$old" ] || docker image rm "$old" >/dev/null 2>&1 || true
  done
}

moto() {
  timeout 10 docker version >/dev/null 2>&1 || fail "no Docker engine answers; './aa setup' installs one, or says how"
  work=$(mktemp -d)
  have "$DEBIAN" || make_debian
  say "Building activeactive/moto …"
  quietly docker build --file docker/moto.Dockerfile --build-arg "DEBIAN_IMAGE=$DEBIAN" --tag activeactive/moto docker
}

main() {
  timeout 10 docker version >/dev/null 2>&1 || fail "no Docker engine answers; './aa setup' installs one, or says how"
  local began=$SECONDS
  work=$(mktemp -d)
  have "$DEBIAN" || make_debian
  if is_stand_in "$SDK" || is_stand_in "$RUNTIME"; then
    make_dotnet
  elif ! { have "$SDK" && have "$RUNTIME"; }; then
    make_dotnet
  fi
  say "Building the lab's images …"
  quietly docker compose build
  [ "${1:-}" != quiet ] || return 0
  docker image ls --format '  {{.Repository}}:{{.Tag}}  {{.Size}}' --filter 'reference=activeactive/*' >&2
  say "Done in $((SECONDS - began)) s. 'docker compose up --wait' starts the lab."
}

case "$*" in
  '' | quiet) main "$@" ;;
  moto) moto ;;
  *) fail "./aa images takes nothing, quiet or moto, but got '$*'" ;;
esac
