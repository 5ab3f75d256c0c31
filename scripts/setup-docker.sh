#!/usr/bin/env bash
# ./aa setup: a Docker engine with Compose and buildx for the lab. An engine that answers is left as it is; where there is none,
# a Debian machine gets Debian's own packages. May be repeated: every step looks first whether it is done.
set -euo pipefail

readonly LOG=/var/log/activeactive-dockerd.log
readonly SOURCES=/etc/apt/sources.list.d/activeactive-trixie.sources
readonly PINS=/etc/apt/preferences.d/activeactive-trixie
readonly PACKAGES=(docker.io docker-cli docker-compose docker-buildx containerd)
readonly OLDEST_API=1.44
readonly PATIENCE_SECONDS=60

say() { echo "$*" >&2; }
fail() { echo "error: $*" >&2; exit 2; }

engine_answers() { timeout 10 docker version --format '{{.Server.Version}}' >/dev/null 2>&1; }

# A version as API numbers are: 1.9 is older than 1.44.
older_than() { [ "$1" != "$2" ] && [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -1)" = "$1" ]; }

# What the lab needs of an engine that is there. Nothing is changed: it may serve others.
check_engine() {
  local api
  api=$(docker version --format '{{.Server.APIVersion}}')
  if older_than "$api" "$OLDEST_API"; then
    fail "the Docker engine speaks API $api, the lab needs $OLDEST_API (Docker 25) or newer: https://docs.docker.com/engine/install/"
  fi
  docker compose version >/dev/null 2>&1 \
    || fail "'docker compose' is missing beside this engine: install docker-compose-plugin (Docker's packages) or docker-compose 2.26 (Debian 13): https://docs.docker.com/compose/install/"
  docker buildx version >/dev/null 2>&1 \
    || fail "'docker buildx' is missing beside this engine: install docker-buildx-plugin (Docker's packages) or docker-buildx (Debian): https://docs.docker.com/build/"
  local compose
  compose=$(docker compose version --short)
  if older_than "${compose#v}" 2.24.4; then
    fail "Docker Compose $compose is too old, the lab needs 2.24.4 or newer: https://docs.docker.com/compose/install/"
  fi
  say "Docker $(docker version --format '{{.Server.Version}}') (API $api), Compose $compose, $(docker buildx version | awk '{print "buildx " $2}')"
}

is_debian() { [ -r /etc/debian_version ] && [ "$(. /etc/os-release && echo "${ID:-}")" = debian ]; }

codename() { . /etc/os-release && echo "${VERSION_CODENAME:-}"; }

# The mirror that this machine's own apt takes Debian from. It knows of one only after its first update.
mirror() {
  known_mirror | grep . && return
  apt-get update -qq >&2 && known_mirror
}

known_mirror() {
  apt-get indextargets --format '$(REPO_URI)|$(CODENAME)|$(COMPONENT)' 'Created-By: Packages' \
    | awk -F'|' -v release="$(codename)" '$2 == release && $3 == "main" { print $1; exit }'
}

# Debian 12's Docker is too old. Debian 13's needs nothing of 13 but itself, so these packages alone come from there.
offer_trixie() {
  local from
  from=$(mirror)
  [ -n "$from" ] || fail "apt knows no Debian mirror with $(codename) main; add one to /etc/apt/sources.list.d and run './aa setup' again"
  cat >"$SOURCES" <<SOURCE
# Written by './aa setup' of ActiveActive, for Docker alone: see ${PINS##*/} in preferences.d.
Types: deb
URIs: $from
Suites: trixie
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCE
  cat >"$PINS" <<PIN
# Written by './aa setup' of ActiveActive: from trixie come Docker's packages and nothing else.
Package: *
Pin: release n=trixie
Pin-Priority: -1

Package: ${PACKAGES[*]}
Pin: release n=trixie
Pin-Priority: 990
PIN
}

install_engine() {
  say "No Docker engine here: installing ${PACKAGES[*]} …"
  if older_than "$(. /etc/os-release && echo "$VERSION_ID")" 13; then offer_trixie; fi
  local log
  log=$(mktemp)
  if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      -o DPkg::Lock::Timeout=300 "${PACKAGES[@]}" iptables ca-certificates; } >"$log" 2>&1; then
    tail -20 "$log" >&2
    # A source that the mirror does not have would spoil every later call of apt.
    rm -f "$SOURCES" "$PINS"
    fail "apt could not install Docker; all of what it said is in $log"
  fi
  rm -f "$log"
  # Containers must not send packets that are larger than the machine's own network takes.
  local mtu
  mtu=$(cat "/sys/class/net/$(awk '$2 == "00000000" { print $1; exit }' /proc/net/route)/mtu" 2>/dev/null || echo 1500)
  if [ "$mtu" -lt 1500 ] && [ ! -e /etc/docker/daemon.json ]; then
    mkdir -p /etc/docker
    printf '{ "mtu": %s }\n' "$mtu" >/etc/docker/daemon.json
  fi
}

start_engine() {
  if [ -d /run/systemd/system ]; then
    systemctl start docker
  else
    # A session of its own: it outlives this script and the terminal.
    setsid dockerd >"$LOG" 2>&1 </dev/null &
  fi
  local waited
  for ((waited = 0; waited < PATIENCE_SECONDS * 4; waited++)); do
    engine_answers && return
    sleep 0.25
  done
  [ -e "$LOG" ] && tail -5 "$LOG" >&2
  fail "dockerd did not answer within $PATIENCE_SECONDS s; $([ -d /run/systemd/system ] && echo "'journalctl -u docker'" || echo "$LOG") says why"
}

main() {
  local began=$SECONDS
  if command -v docker >/dev/null && engine_answers; then
    check_engine
    say "The engine was there; nothing was changed."
    return
  fi
  [ -z "${DOCKER_HOST:-}" ] || fail "DOCKER_HOST is $DOCKER_HOST, and no engine answers there: start that engine, or unset DOCKER_HOST"
  if [ -S /var/run/docker.sock ] && [ ! -w /var/run/docker.sock ]; then
    fail "you may not use /var/run/docker.sock: add yourself to its group with 'sudo usermod -aG $(stat -c %G /var/run/docker.sock) $(id -un)' and log in again, or run as root"
  fi
  is_debian || fail "no Docker engine answers. Install one (https://docs.docker.com/engine/install/), start it, and run './aa setup' again; it installs by itself on Debian only"
  [ "$(id -u)" = 0 ] || fail "no Docker engine answers, and only root may install or start one: sudo ./aa setup"

  # One at a time: two that install at once are in each other's way.
  exec 9>/run/lock/activeactive-setup
  flock -w 600 9 || fail "another './aa setup' has been running for ten minutes; end it first"
  if ! engine_answers; then
    if command -v dockerd >/dev/null; then
      say "Docker is installed, and not running: starting it …"
    else
      install_engine
    fi
    start_engine 9>&-
  fi
  check_engine
  say "Ready in $((SECONDS - began)) s. './aa images' makes the lab's images."
}

[ $# -eq 0 ] || fail "./aa setup takes no arguments, but got '$*'"
main
