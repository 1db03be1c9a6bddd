#!/bin/sh
# Refuse what crosses the walls between modules: imports, undeclared uses, foreign keys, leaky gateways.
# usage: validate-boundaries.sh <app-dir> [entry-point,...]     exit: 0 clean, 1 violations, 2 wrong usage
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
python=$root/.venv/bin/python
[ -x "$python" ] || python=python3
PYTHONPATH=$root exec "$python" -P -m scripts.walls boundaries "$@"
