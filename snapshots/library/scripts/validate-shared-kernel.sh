#!/bin/sh
# Refuse a shared kernel that knows a module.
# usage: validate-shared-kernel.sh <core-dir> <modules-dir>     exit: 0 clean, 1 violations, 2 wrong usage
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
python=$root/.venv/bin/python
[ -x "$python" ] || python=python3
PYTHONPATH=$root exec "$python" -P -m scripts.walls kernel "$@"
