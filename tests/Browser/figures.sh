#!/usr/bin/env bash
# The page's figures, printed: ./tests/Browser/figures.sh. About three minutes, on a machine that does nothing else meanwhile.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
dotnet build tests/Browser/BrowserTests.csproj -c Release --nologo -v quiet
AA_REQUIRE_BROWSER=1 artifacts/bin/BrowserTests/release/ActiveActive.BrowserTests -class '*Figures' -explicit only -showLiveOutput
