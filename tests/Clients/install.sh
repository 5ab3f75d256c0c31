#!/usr/bin/env bash
# The clients that the tests play: Debian's AWS CLI and boto3, and from npm the SDK for JavaScript. What is there is left as it is.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export PATH="/usr/bin:/bin:$PATH"

fail() { echo "error: $*" >&2; exit 2; }

missing=()
command -v aws >/dev/null || missing+=(awscli)
python3 -c 'import boto3' 2>/dev/null || missing+=(python3-boto3)
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
if [ ${#missing[@]} -gt 0 ]; then
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || fail "the tests of real clients need these Debian packages (or their like): ${missing[*]}"
  echo "Installing ${missing[*]} …" >&2
  log=$(mktemp)
  if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 "${missing[@]}"; } >"$log" 2>&1; then
    tail -20 "$log" >&2
    fail "apt could not install ${missing[*]}; all of what it said is in $log"
  fi
  rm -f "$log"
fi

[ "$(node --version | tr -d v | cut -d. -f1)" -ge 20 ] || fail "the SDK for JavaScript needs Node 20 or newer, this is $(node --version): https://nodejs.org"
# npm writes the second file when it is done: older than the first, or not there, it is not what the first asks for.
if [ ! js/node_modules/.package-lock.json -nt js/package-lock.json ]; then
  (cd js && npm ci --no-progress --silent) || fail "npm could not install what tests/Clients/js/package-lock.json names"
fi
