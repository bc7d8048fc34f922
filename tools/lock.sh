#!/bin/sh
# Writes requirements.lock and requirements-test.lock anew from pyproject.toml: exact versions with hashes, for every
# platform and Python from 3.11, no index address. What is locked stays as it is unless pyproject.toml says otherwise;
# to take newer versions: tools/lock.sh --upgrade, or tools/lock.sh --upgrade-package NAME.
# The tool is uv; UV names it where it is not on the PATH.
set -eu
cd "$(dirname "$(readlink -f "$0")")/.."
uv=${UV:-uv}
if ! command -v "$uv" >/dev/null; then
    printf '%s\n' "uv is missing; run: python3 -m venv .venv/uv && .venv/uv/bin/python -m pip install uv, then: UV=.venv/uv/bin/uv tools/lock.sh" >&2
    exit 2
fi

compile() { # LOCK WHAT...
    lock=$1
    shift
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
        --no-emit-index-url --no-emit-find-links "$@" -o "$lock" >/dev/null
}

compile requirements.lock "$@" pyproject.toml
compile requirements-test.lock "$@" pyproject.toml --group test -c requirements.lock
