#!/usr/bin/env bash
# Builds the reference of every Swift target with DocC into .build/documentation/TARGET, from the built modules.
# Usage: scripts/build-docs.sh [TARGET…]     after make build
set -euo pipefail
cd "$(dirname "$0")/.."
modules=.build/release/Modules
[ -d "$modules" ] || { echo "build-docs: there are no modules in $modules; run make build first." >&2; exit 1; }
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
  for folder in Sources/*/; do
    target=$(basename "$folder")
    if [ -f "$modules/$target.swiftmodule" ] && [ "$target" != diapason ]; then targets+=("$target"); fi
  done
fi

# C modules that the Swift modules import, so that the extractor can load them.
includes=(-I "$modules")
while IFS= read -r -d '' map; do
  includes+=(-Xcc "-fmodule-map-file=$map")
done < <(find Sources .build/checkouts .build/release -name module.modulemap -path '*C*' -print0 2>/dev/null)
while IFS= read -r path; do includes+=(-Xcc "$path"); done \
  < <(pkg-config --cflags-only-I libxml-2.0 libarchive 2>/dev/null | tr ' ' '\n' | grep '^-I' || true)

output=.build/documentation
mkdir -p "$output"
host=$(swift -print-target-info | python3 -c 'import json, sys; print(json.load(sys.stdin)["target"]["triple"])')
for target in "${targets[@]}"; do
  graphs=$(mktemp -d)
  swift symbolgraph-extract -module-name "$target" "${includes[@]}" -target "$host" \
    -minimum-access-level package -output-dir "$graphs"
  catalog=(); [ -d "Sources/$target/Documentation.docc" ] && catalog=("Sources/$target/Documentation.docc")
  docc convert "${catalog[@]}" --additional-symbol-graph-dir "$graphs" --output-path "$output/$target" \
    --fallback-display-name "$target" --fallback-bundle-identifier "diapason.$target" \
    --transform-for-static-hosting --hosting-base-path "$target"
  rm -rf "$graphs"
  echo "$output/$target"
done
