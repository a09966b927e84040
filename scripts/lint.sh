#!/usr/bin/env bash
# Runs every check that needs no build: Swift format, import directions, file sizes, JavaScript, shell, Python, JSON.
# Prints what it found and exits 1; all checks run even when an early one fails.
set -uo pipefail
cd "$(dirname "$0")/.."
failed=0
check() { # name, command…
  local name=$1
  shift
  if "$@"; then
    echo "lint: $name ok"
  else
    echo "lint: $name FAILED" >&2
    failed=1
  fi
}

each() { # command…, then file names on standard input, one call a file
  local file status=0
  while IFS= read -r -d '' file; do
    "$@" "$file" || status=1
  done
  return $status
}
files() { git ls-files -z --cached --others --exclude-standard -- "$@"; }

swift_format() {
  local paths=()
  for path in Sources Tests Package.swift; do [ -e "$path" ] && paths+=("$path"); done
  swift format lint --strict --recursive --parallel "${paths[@]}"
}
javascript() { files 'web/js/*.js' 'web/tests/*.js' | each node --check; }
shell() { { files '*.sh'; printf '%s\0' .ci/run scripts/hooks/pre-commit; } | each bash -n; }
python() { files '*.py' | each python3 -c 'import ast, sys; ast.parse(open(sys.argv[1]).read(), sys.argv[1])'; }
json() { files '*.json' .swift-format | each python3 -c 'import json, sys; json.load(open(sys.argv[1]))'; }

check "swift format" swift_format
check "import directions" python3 scripts/check-imports.py
check "tree" python3 scripts/check-tree.py
check "documentation" python3 scripts/check-docs.py
check "javascript" javascript
check "shell" shell
check "python" python
check "json" json
exit $failed
