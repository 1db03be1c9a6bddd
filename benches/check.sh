#!/usr/bin/env bash
# The CPU of `scaffold check` as a ratio to reading and parsing the same files with the same parser and doing nothing
# else: whole processes, one after the other in the same run, user and system time of all threads. The ratio that counts
# is the one to a program that keeps its trees; one that keeps nothing needs no memory, which is a third of the work.
# Where perf counts instructions, those too: they do not know what else the machine does.
# Usage: benches/check.sh [ROUNDS] [MODULES]
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-9} modules=${2:-128}
cargo build --release --quiet --bin scaffold --example parse_only
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 benches/tree.py "$place/tree" "$modules"
find "$place/tree" -name '*.py' -print0 | xargs -0 cat | wc -lc |
    awk -v files="$(find "$place/tree" -name '*.py' | wc -l)" '{ print files " files, " $1 " lines, " $2 " bytes" }'
parse=("target/release/examples/parse_only" "$place/tree")
drop=("target/release/examples/parse_only" "--drop" "$place/tree")
check=("target/release/scaffold" "check" "--quiet" "$place/tree")
TIMEFORMAT='%U %S'
measure() { { time "$@" > /dev/null 2> /dev/null || true; } 2>&1; }
for ((round = 0; round < rounds; round++)); do
    echo "parse $(measure "${parse[@]}")"
    echo "drop $(measure "${drop[@]}")"
    echo "check $(measure "${check[@]}")"
done > "$place/times"
python3 - "$place/times" <<'PY'
import pathlib, statistics, sys
rows = [line.split() for line in pathlib.Path(sys.argv[1]).read_text().splitlines()]
names = {"parse": "parse only", "drop": "and keep nothing", "check": "scaffold check"}
taken = {which: [float(user) + float(system) for name, user, system in rows if name == which] for which in names}
for which, name in names.items():
    print(f"{name:16} median {statistics.median(taken[which]):.3f} s of CPU   best {min(taken[which]):.3f}")
for which in ("parse", "drop"):
    middle = statistics.median(taken["check"]) / statistics.median(taken[which])
    best = min(taken["check"]) / min(taken[which])
    print(f"to {names[which]:16} median {middle:.2f}   best {best:.2f}")
PY
if perf stat -x, -e instructions:u true 2>&1 | grep -q '^[0-9]'; then
    count() { perf stat -x, -e instructions:u "$@" 2>&1 > /dev/null | awk -F, '/instructions/ { print $1 }'; }
    echo "instructions     $(count "${parse[@]}") parse, $(count "${check[@]}") check"
fi
