#!/usr/bin/env bash
# Measures this machine: training, generation and ingest, one JSON object a line on standard output.
# The work is the one that `diapason bench --help` describes; figures mean something only beside others that
# were taken on the same machine in the same sitting.
# Usage: scripts/bench.sh [PROGRAM]     Environment: MODEL=/path/to/model.gguf, BENCH_FOLDER=folder for ingest
set -euo pipefail
cd "$(dirname "$0")/.."
binary=${1:-.build/release/diapason}
model=$(scripts/fetch-model.sh)
folder=${BENCH_FOLDER:-examples/handbook}
"$binary" bench train --model "$model" --workload packed --batch 4 --length 512 --rank 16 --steps 4 --format json
"$binary" bench generate --model "$model" --prompt-tokens 512 --new-tokens 128 --format json
"$binary" bench ingest "$folder" --format json
