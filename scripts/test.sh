#!/usr/bin/env bash
# Runs every test that needs no extra installation: the page's, the scripts' and the Swift package's.
# Its last line is the closing line of the Swift test runner.
# Usage: scripts/test.sh [arguments of swift test…]     Environment: SWIFT_FLAGS, as the Makefile sets it
set -euo pipefail
cd "$(dirname "$0")/.."
read -r -a flags <<<"${SWIFT_FLAGS:-$(make -s swift-flags)}"

mapfile -t page < <(git ls-files --cached --others --exclude-standard -- 'web/tests/*.test.js')
if [ ${#page[@]} -gt 0 ]; then
  node --test "${page[@]}"
fi
# Some tests compare with references on the starter model itself.
if [ -z "${DIAPASON_TEST_MODEL:-}" ]; then
  DIAPASON_TEST_MODEL="$PWD/$(env -u MODEL scripts/fetch-model.sh)"
fi
export DIAPASON_TEST_MODEL
python3 -m unittest discover --quiet -s Tests/scripts -p '*_test.py'

log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Built before by `make build`: SwiftPM compiles everything anew when `swift test` builds after `swift build`.
swift test --skip-build "${flags[@]}" --disable-xctest "$@" 2>&1 | tee "$log"
grep -E 'Test run with [0-9]+ tests?' "$log" | tail -n 1
