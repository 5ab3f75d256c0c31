#!/usr/bin/env bash
# Runs the conformance suites against any endpoint: against.sh URL|aws [ARGUMENTS OF THE RUNNER, such as -class '*SqsFifo*']
# Tests of our emulator's own extras are left out by their trait, and the rest skip where they come to one.
set -euo pipefail
endpoint=${1:?the endpoint is missing: a URL such as http://127.0.0.1:4566, or aws}
shift
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
program=artifacts/bin/ConformanceTests/release/ActiveActive.ConformanceTests
[ -x "$program" ] || { echo "error: $program is not built: dotnet build tests/Conformance -c Release" >&2; exit 2; }
readonly OURS='Needs=our emulator'
echo "$("$program" -list tests -noLogo -trait "$OURS" | grep -c . || true) tests of our emulator's own extras are left out." >&2
AA_CONFORMANCE_ENDPOINT=$endpoint exec "$program" -noLogo -trait- "$OURS" "$@"
