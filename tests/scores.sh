#!/usr/bin/env bash
# Accuracy on the development articles against the recorded floors. Takes the folder that holds eval/ and data/.
# The corpora are not part of the project: where the folder is missing, says so and stops with success.
set -euo pipefail
cd "$(dirname "$0")/.."
shared=${1:-../shared}
if [ ! -d "$shared/eval/dev" ]; then
    echo "scores: no corpora in $shared, nothing is scored"
    exit 0
fi
cargo build --release --locked
newsgraph=target/release/newsgraph
out=target/scores
mkdir -p "$out"

echo "== dev articles"
$newsgraph extract "$shared/eval/dev/articles.jsonl" >"$out/dev.jsonl"
$newsgraph eval "$shared/eval/dev/gold" "$out/dev.jsonl" --floors tests/floors/dev.toml
python3 "$shared/eval/score_graph.py" "$shared/eval/dev/gold" "$out/dev.jsonl" | sed -n '2,13p'
