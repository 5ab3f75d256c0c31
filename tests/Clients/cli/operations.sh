#!/usr/bin/env bash
# Which operations of a service the installed AWS CLI knows, one a line, in its own spelling: operations.sh SERVICE.
set -euo pipefail
# It lists them when it is asked for one that is not there.
{ aws "$1" no-such-operation 2>&1 || true; } | tr '|' '\n' | sed -n 's/^ *\([a-z0-9-]\+\) *$/\1/p' | grep -vx -e help -e wait -e wizard
