#!/usr/bin/env bash
# Makes dist/ of src/: ./build.sh. What it makes is committed, so whoever runs the lab needs no Node.
#   ./build.sh          types are checked, dist/ is made
#   ./build.sh check    the same into a folder of its own, compared with dist/: says whether dist/ is what the sources make
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

out=dist
if [ "${1:-}" = check ]; then
  out=$(mktemp -d)
  trap 'rm -rf "$out"' EXIT
fi

[ -d node_modules ] || npm ci --no-progress --silent
npx --no-install tsc
mkdir -p "$out"
npx --no-install esbuild src/app.tsx src/report.tsx --bundle --minify --format=iife --target=es2022 --legal-comments=none \
  --outdir="$out" --log-level=warning
cp src/index.html src/icon.svg "$out/"
# By this the tests know, without Node, that dist/ was made of these sources.
cat package.json package-lock.json tsconfig.json build.sh $(find src -type f | LC_ALL=C sort) | sha256sum | cut -d' ' -f1 >"$out/sources.sha256"

if [ "$out" = dist ]; then
  for file in dist/*.js dist/*.css; do
    echo "$file $(wc -c <"$file") bytes, $(gzip -9 <"$file" | wc -c) compressed"
  done
else
  diff -rq "$out" dist && echo "dist/ is what the sources make"
fi
