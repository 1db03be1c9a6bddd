#!/usr/bin/env bash
# The wall time of `scaffold new` with three modules as a ratio to `cp -r` of its own output, both as whole processes
# and in the same run. Needs hyperfine. Usage: benches/new.sh [RUNS]
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-40}
cargo build --release --quiet
scaffold=$PWD/target/release/scaffold
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
new="$scaffold new conduit Auth Articles Comments --no-git --quiet"
$new --dir made
# One after the other, several times: what else the machine does then falls on both. What a run wrote is moved away and
# not deleted: a file system that has just deleted much is slow to make files.
mkdir gone
away() { echo "sh -c 'mv $1 gone/\$\$ 2> /dev/null || true'"; }
for round in 1 2 3 4 5; do
    hyperfine --shell=none --warmup 2 --runs "$((runs / 5))" --export-json "$round.json" --style none \
        --prepare "$(away copy)" "cp -r made copy" \
        --prepare "$(away again)" "$new --dir again" > /dev/null 2>&1
done
python3 - "$place" <<'PY'
import json, pathlib, statistics, sys
rounds = [json.loads(path.read_text())["results"] for path in sorted(pathlib.Path(sys.argv[1]).glob("?.json"))]
copy, new = ([time for each in rounds for time in each[which]["times"]] for which in (0, 1))
files = sum(path.is_file() for path in pathlib.Path(sys.argv[1], "made").rglob("*"))
print(f"cp -r of {files} files   median {statistics.median(copy) * 1000:6.1f} ms   best {min(copy) * 1000:6.1f} ms")
print(f"scaffold new           median {statistics.median(new) * 1000:6.1f} ms   best {min(new) * 1000:6.1f} ms")
print(f"ratio                  median {statistics.median(new) / statistics.median(copy):6.2f}      best {min(new) / min(copy):6.2f}")
PY
