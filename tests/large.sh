#!/usr/bin/env bash
# The explorer on a large archive: makes one of 100,000 articles of an invented world (or takes the archive named by
# NEWSGRAPH_LARGE), opens it, asks the server a hundred questions of each sort and prints how long it took, and looks at
# it in a browser. Needs what tests/install.sh installs. Takes the number of articles.
set -euo pipefail
cd "$(dirname "$0")/.."
articles=${1:-100000}
newsgraph=${NEWSGRAPH_PROGRAM:-target/release/newsgraph}
archive=${NEWSGRAPH_LARGE:-target/large/news-$articles.db}
[ -n "${NEWSGRAPH_PROGRAM:-}" ] || cargo build --release --locked

if [ -z "${NEWSGRAPH_LARGE:-}" ] && [ ! -s "$archive" ]; then
    echo "== $articles articles"
    corpus=target/large/corpus
    mkdir -p "$corpus"
    cargo run --locked -p newsgraph-train -- corpus --articles "$articles" --people $((articles / 4)) --out "$corpus"
    time "$newsgraph" add "$archive.new" "$corpus/articles.jsonl" --facts "$corpus/facts.jsonl" >"$corpus/added"
    [ "$(grep -c '^added' "$corpus/added")" = "$articles" ]
    rm -r "$corpus"
    mv "$archive.new" "$archive"
fi
[ -s "$archive" ] || { echo "large: no archive $archive" >&2; exit 1; }

echo "== opened"
address=$(mktemp)
time=$SECONDS
"$newsgraph" explore "$archive" --port 0 >"$address" &
server=$!
trap 'kill "$server" 2>/dev/null || true; rm -f "$address"' EXIT
until [ -s "$address" ]; do
    kill -0 "$server"
    sleep 0.2
done
url=$(head -n 1 "$address")
echo "$url after $((SECONDS - time)) s"

echo "== asked"
node tests/browser/measure.mjs "$url"
echo "== looked at"
node tests/browser/suite.mjs "large=$url"
