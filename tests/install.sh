#!/bin/sh
# Installs what the ignored tests need: Graphviz, and a Python environment in target/python. Run it as often as you like.
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
