#!/usr/bin/env bash
# Drives the built product from outside. Without arguments: everything that needs no large package.
#   run.sh                whole path, bad input, kill and resume, folders read again, folders as models, no network, the official openai client
#   run.sh --peft         the bundle in PEFT; PEERS=folder of a virtual environment with torch, transformers, peft
#   run.sh --browser      the page in headless Chromium
# Environment: SCREENSHOTS=folder of the browser's pictures; DIAPASON=program (default .build/release/diapason), MODEL=/path/to.gguf for the real model
set -euo pipefail
cd "$(dirname "$0")/../.."
here=Tests/integration
export DIAPASON=${DIAPASON:-$PWD/.build/release/diapason}
[ -x "$DIAPASON" ] || { echo "integration: there is no program at $DIAPASON; run make build first." >&2; exit 1; }

environment() { # packages… → the python of a virtual environment that has them
  local folder=.cache/integration/venv
  [ -x "$folder/bin/python" ] || python3 -m venv "$folder" >&2
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check "$@" >&2
  echo "$folder/bin/python"
}

case "${1:-}" in
--peft)
  peers=${PEERS:?name a virtual environment with torch, transformers and peft in PEERS}
  : "${HF_MODEL:?name the folder of the starter model in the Hugging Face format in HF_MODEL}"
  MODEL=$(scripts/fetch-model.sh) "$peers/bin/python" $here/peft_parity.py
  ;;
--browser)
  python=$(environment "playwright==1.65.0" "axe-playwright-python==0.1.8")
  MODEL=$(scripts/fetch-model.sh) "$python" $here/browser.py "${SCREENSHOTS:-.cache/integration/screenshots}"
  "$python" Tests/browser/dataset.py --screenshots "${SCREENSHOTS:-.cache/integration/screenshots}"
  ;;
"")
  python3 $here/whole_path.py
  python3 $here/bad_input.py
  python3 $here/kill_resume.py
  python3 $here/reingest.py
  python3 $here/folders.py
  $here/offline.sh
  python=$(environment "openai==3.51.0")
  "$python" $here/openai_client.py
  ;;
*)
  echo "integration: unknown argument $1; see the head of $here/run.sh." >&2
  exit 2
  ;;
esac
