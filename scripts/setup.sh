#!/usr/bin/env bash
# Installs the system packages that are missing and fetches the page's libraries; does nothing when all is there.
# Usage: scripts/setup.sh [group…]     groups of packaging/system-packages.txt; default: build
# Uses sudo when it is not run as root. Environment: SKIP_VENDOR=1 leaves the page's libraries alone.
set -euo pipefail
cd "$(dirname "$0")/.."
groups=("$@")
[ ${#groups[@]} -gt 0 ] || groups=(build)

wanted() { # the package names of the chosen groups
  sed -e 's/#.*//' packaging/system-packages.txt | while read -r name group _; do
    [ -n "$name" ] || continue
    for choice in "${groups[@]}"; do
      if [ "${group:-build}" = "$choice" ]; then echo "$name"; fi
    done
  done | sort -u
}

is_installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
  missing=()
  for name in $(wanted); do
    is_installed "$name" || missing+=("$name")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    echo "setup: installing ${missing[*]}" >&2
    as_root=()
    if [ "$(id -u)" -ne 0 ]; then
      command -v sudo >/dev/null || {
        echo "setup: ${missing[*]} are missing and there is no sudo; install them as root, then try again." >&2
        exit 1
      }
      as_root=(sudo)
    fi
    install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get)
    "${install[@]}" -qq update >&2
    "${install[@]}" -qq -y --no-install-recommends install "${missing[@]}" >&2
  fi
else
  echo "setup: this is not a Debian system; make sure that these are there: $(wanted | tr '\n' ' ')" >&2
fi

command -v swift >/dev/null || {
  echo "setup: Swift is missing; install Swift 6.3.1 from https://www.swift.org/install/linux/, then try again." >&2
  exit 1
}

if [ "${SKIP_VENDOR:-0}" != 1 ]; then
  python3 scripts/fetch-web-vendor.py >&2
fi
