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

# C modules that the Swift modules import, so that the extractor can load them; the first map of a name counts.
includes=(-I "$modules")
declare -A seen
while IFS= read -r -d '' map; do
  name=$(sed -nE 's/^ *(framework )?module "?([A-Za-z0-9_]+)"?.*/\2/p' "$map" | head -n 1)
  if [ -n "$name" ] && [ -z "${seen[$name]:-}" ]; then
    seen[$name]=1
    includes+=(-Xcc "-fmodule-map-file=$map")
  fi
done < <(find -L .build/release/ Sources .build/checkouts/*/Sources -maxdepth 4 -name module.modulemap -print0 2>/dev/null)
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
