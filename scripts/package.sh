#!/usr/bin/env bash
# Makes dist/diapason-VERSION-linux-ARCH.tar.gz: the program, the page, configuration, the service unit, licences.
# The program links the Swift runtime statically; the machine it runs on needs the "run" group of
# packaging/system-packages.txt and no toolchain.
# Usage: scripts/package.sh PROGRAM
set -euo pipefail
cd "$(dirname "$0")/.."
binary=${1:-.build/release/diapason}
[ -x "$binary" ] || { echo "package: there is no program at $binary; run make build first." >&2; exit 1; }

version=$("$binary" --version)
name="diapason-$version-linux-$(uname -m)"
staging=$(mktemp -d)
trap 'rm -rf "$staging"' EXIT
root="$staging/$name"

install -D -m 0755 "$binary" "$root/bin/diapason"
strip --strip-debug "$root/bin/diapason"
mkdir -p "$root/packaging"
cp -R web "$root/web"
rm -rf "$root/web/tests"
cp -R configs examples "$root/"
cp -R packaging/systemd "$root/packaging/"
cp packaging/system-packages.txt "$root/packaging/"
cp README.md CHANGELOG.md LICENSE NOTICE "$root/"
find "$root/examples" -name '__pycache__' -prune -exec rm -rf {} +

mkdir -p dist
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$(git log -1 --format=%ct)" \
  -C "$staging" -czf "dist/.$name.tar.gz" "$name"
mv "dist/.$name.tar.gz" "dist/$name.tar.gz"
(cd dist && sha256sum "$name.tar.gz" >"$name.tar.gz.sha256")
echo "dist/$name.tar.gz"
