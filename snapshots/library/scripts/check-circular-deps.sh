#!/bin/sh
# Refuse modules that depend on one another in a circle.
# usage: check-circular-deps.sh <app-dir>     exit: 0 clean, 1 violations, 2 wrong usage
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
python=$root/.venv/bin/python
[ -x "$python" ] || python=python3
PYTHONPATH=$root exec "$python" -P -m scripts.walls cycles "$@"
