#!/usr/bin/env bash
# Measures the emulator beside fauxqs and dynalite, in one run on this machine, and writes results.json and results.md here.
# usage: tests/Benchmarks/run.sh [--rounds N] [--seconds S] [--connections LIST] [--out FOLDER] [--quick] [--no-build]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
rounds=3 seconds=2 connections=8,64 out=$here quick= build=1
while [ $# -gt 0 ]; do
  case $1 in
    --rounds) rounds=$2; shift 2 ;;
    --seconds) seconds=$2; shift 2 ;;
    --connections) connections=$2; shift 2 ;;
    --out) out=$2; shift 2 ;;
    # A tenth of the messages and three starts: to see that it works, not to be believed.
    --quick) quick=1; shift ;;
    --no-build) build=; shift ;;
    *) echo "error: unknown option $1; there are --rounds, --seconds, --connections, --out, --quick, --no-build" >&2; exit 2 ;;
  esac
done
for tool in node npm curl; do
  command -v $tool >/dev/null || { echo "error: $tool is missing: install Debian's packages nodejs, npm and curl, or their like" >&2; exit 2; }
done
export DOTNET_TieredPGO=0

work=$(mktemp -d)
pids=()
cleanup() {
  [ ${#pids[@]} -eq 0 ] || kill "${pids[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

peers=$root/artifacts/peers
if ! cmp -s "$here/package.json" "$peers/package.json" || [ ! -d "$peers/node_modules/fauxqs" ]; then
  echo "Installing fauxqs and dynalite …" >&2
  mkdir -p "$peers"
  npm install --prefix "$peers" --no-fund --no-audit --ignore-scripts $(node -p "Object.entries(require('$here/package.json').dependencies).map(d => d.join('@')).join(' ')") >&2
  cp "$here/package.json" "$peers/package.json"
fi
emulator=$root/artifacts/bin/AwsEmulator/release/ActiveActive.AwsEmulator
cli=$root/artifacts/bin/Cli/release/aa
if [ -n "$build" ]; then
  dotnet build "$root/ActiveActive.sln" -c Release --nologo -v quiet >&2
fi

free_port() { node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'; }
await() { curl -s -o /dev/null --retry 100 --retry-delay 1 --retry-connrefused --max-time 60 "http://127.0.0.1:$1/" || { echo "error: $2 does not answer" >&2; exit 1; }; }

# Every pair begins afresh: what a server did before is not what it is measured by.
side_by_side() {
  local service=$1 peer=$2 ours theirs
  ours=$(free_port)
  AA_Lab__Component=bench AA_Lab__Listen=127.0.0.1:$ours AA_Emulator__Region=us-east-1 AA_Emulator__Data=$work/$service "$emulator" >"$work/ours.log" 2>&1 &
  local first=$!
  theirs=$(free_port)
  case $peer in
    fauxqs) FAUXQS_PORT=$theirs FAUXQS_LOGGER=false node "$peers/node_modules/.bin/fauxqs" >"$work/peer.log" 2>&1 & ;;
    dynalite) node "$peers/node_modules/.bin/dynalite" --port "$theirs" --createTableMs 0 --deleteTableMs 0 --updateTableMs 0 >"$work/peer.log" 2>&1 & ;;
  esac
  local second=$!
  pids=("$first" "$second")
  await "$ours" "the emulator"
  await "$theirs" "$peer"
  AA_ROOT=$root "$cli" bench emulator --endpoint "http://127.0.0.1:$ours" --pid $first --endpoint2 "http://127.0.0.1:$theirs" --pid2 $second \
    --services "$service" --seconds "$seconds" --rounds "$rounds" --connections "$connections" --json >"$work/$service.json"
  kill $first $second
  wait $first $second 2>/dev/null || true
  pids=()
}

side_by_side sqs fauxqs
side_by_side dynamodb dynalite
node "$here/measure.mjs" "$emulator" "$work" ${quick:+--quick} >"$work/measured.json"
mkdir -p "$out"
node "$here/report.mjs" "$work" "$out" "$rounds" "$seconds"
echo "$out/results.md"
