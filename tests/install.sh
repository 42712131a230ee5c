#!/bin/sh
# Installs what the ignored tests need: Graphviz, a Python environment in target/python, and Chromium with its driver in
# target/browser. Run it as often as you like.
set -eu
cd "$(dirname "$0")/.."

if ! command -v dot >/dev/null; then
    sudo=""
    [ "$(id -u)" = 0 ] || sudo=sudo
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends graphviz fonts-dejavu-core >/dev/null
fi

if ! target/python/bin/python -c 'import networkx, pyld, rdflib' 2>/dev/null; then
    mkdir -p target
    python3 -m venv target/python
    target/python/bin/pip install --quiet --disable-pip-version-check 'networkx>=3.4' 'pyld>=2' 'rdflib>=7'
fi

if ! command -v chromium >/dev/null || ! command -v npm >/dev/null; then
    sudo=""
    [ "$(id -u)" = 0 ] || sudo=sudo
    packages=""
    command -v chromium >/dev/null || packages="chromium fonts-dejavu-core"
    command -v npm >/dev/null || packages="$packages nodejs npm"
    $sudo apt-get update -qq
    # shellcheck disable=SC2086 # several packages
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
fi

if ! [ -d target/browser/node_modules/playwright-core ]; then
    mkdir -p target/browser
    (cd target/browser && npm install --silent --no-save --no-package-lock 'playwright-core@^1' >/dev/null)
fi
