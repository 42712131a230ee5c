#!/bin/sh
# Installs what the ignored tests need: Graphviz, a Python environment in target/python, Chromium with its driver in
# target/browser, and databases to be fed: Virtuoso, ArcadeDB, Oxigraph, PGlite with Apache AGE in target/node. OpenSSL makes
# the certificates for encrypted connections to them.
# Run it as often as you like.
set -eu
cd "$(dirname "$0")/.."

# install PACKAGE...: Debian packages.
install() {
    sudo=""
    [ "$(id -u)" = 0 ] || sudo=sudo
    $sudo apt-get -o DPkg::Lock::Timeout=600 update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 install -y -qq --no-install-recommends "$@" >/dev/null
}

command -v dot >/dev/null || install graphviz fonts-dejavu-core
command -v virtuoso-t >/dev/null || install virtuoso-opensource-7 virtuoso-opensource-7-bin
command -v openssl >/dev/null || install openssl
command -v npm >/dev/null || install nodejs npm
command -v chromium >/dev/null || install chromium fonts-dejavu-core

if ! [ -x target/python/bin/oxigraph ] ||
    ! target/python/bin/python -c 'import duckdb, followthemoney, networkx, polars, pyld, pyshacl, rdflib, arcadedb_embedded' 2>/dev/null; then
    mkdir -p target
    python3 -m venv target/python
    target/python/bin/pip install --quiet --disable-pip-version-check \
        'duckdb>=1' 'followthemoney>=4' 'networkx>=3.4' 'polars>=1' 'pyld>=2' 'pyshacl>=0.30' 'rdflib>=7' \
        'arcadedb-embedded>=26' 'oxigraph>=0.5'
fi

if [ ! -d target/node/node_modules/@electric-sql/pglite-age ]; then
    mkdir -p target/node
    npm install --silent --no-fund --no-audit --prefix target/node \
        @electric-sql/pglite @electric-sql/pglite-age @electric-sql/pglite-socket
fi

if ! [ -d target/browser/node_modules/playwright-core ]; then
    mkdir -p target/browser
    (cd target/browser && npm install --silent --no-save --no-package-lock 'playwright-core@^1' >/dev/null)
fi
