#!/usr/bin/env bash
# The wall time of changing a project with two modules and auth, as whole processes, beside `cp -r` of the same tree in
# the same run: `add-module`, an `update` of 20 files with 5 conflicts, and a `status` that has nothing to say.
# Needs hyperfine. Usage: benches/evolve.sh [RUNS]
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-40}
cargo build --release --quiet
scaffold=$PWD/target/release/scaffold
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
export NO_COLOR=1
new="$scaffold new conduit Auth Articles Comments --uses comments=articles --no-git --quiet"
$new --dir made
$new --dir old --release 0.1.0

# An owner of a project of the first release, with edits at the very lines of five files that the templates moved. Where
# the releases differ in fewer than twenty files, the lock says of more that they were written otherwise: the update
# writes these again.
python3 - "$scaffold" old made <<'PY'
import difflib, hashlib, json, pathlib, re, subprocess, sys
scaffold, old, new = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])

def plan():
    ran = subprocess.run([scaffold, "-C", old, "update", "--dry-run", "--json"], capture_output=True, text=True)
    return [file["action"] for file in json.loads(ran.stdout)["files"]]

lock = old / "scaffold.lock"
managed = re.findall(r'^"(.+)" = "managed (\w+)"$', lock.read_text(), re.M)
same, edited = [], 0
for path, blob in managed:
    if (old / path).read_bytes() == (new / path).read_bytes():
        same.append((path, blob))
    elif edited < 5:
        before, after = ((side / path).read_text().splitlines(keepends=True) for side in (old, new))
        changes = [each for each in difflib.SequenceMatcher(None, before, after).get_opcodes() if each[0] != "equal"]
        _, start, end, _, _ = changes[0]
        (old / path).write_text("".join(before[:start] + ["# mine\n"] + before[max(end, start + 1) :]))
        edited += 1
for path, blob in same[: max(0, 20 - len(plan()))]:
    content = (old / path).read_bytes() + b"# as it was\n"
    (old / path).write_bytes(content)
    before = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
    lock.write_text(lock.read_text().replace(f'"{path}" = "managed {blob}"', f'"{path}" = "managed {before}"'))
actions = plan()
print(f"update touches {len(actions)} files, of which {actions.count('conflict')} have conflicts")
PY

# One after the other, several times: what else the machine does then falls on all of them. What a run wrote is moved away
# and not deleted: a file system that has just deleted much is slow to make files.
mkdir gone
afresh() { echo "sh -c 'mv again gone/\$\$ 2> /dev/null; cp -r $1 again'"; }
for round in 1 2 3 4 5; do
    hyperfine --shell=none --ignore-failure --warmup 2 --runs "$((runs / 5))" --export-json "$round.json" --style none \
        --prepare "sh -c 'mv copy gone/\$\$ 2> /dev/null || true'" "cp -r made copy" \
        --prepare "$(afresh made)" \
        "$scaffold -C again add-module Payments --uses auth --yes --quiet" \
        --prepare "$(afresh old)" "$scaffold -C again update --yes --quiet" \
        --prepare "true" "$scaffold -C made status --quiet" > /dev/null 2>&1
done
python3 - "$place" <<'PY'
import json, pathlib, statistics, sys
rounds = [json.loads(path.read_text())["results"] for path in sorted(pathlib.Path(sys.argv[1]).glob("?.json"))]
names = ["cp -r", "add-module", "update", "status"]
times = [[time for each in rounds for time in each[which]["times"]] for which in range(len(names))]
copy = times[0]
for name, own in zip(names, times, strict=True):
    median, best = statistics.median(own), min(own)
    print(
        f"{name:<12} median {median * 1000:6.1f} ms   best {best * 1000:6.1f} ms"
        f"   of cp -r: median {median / statistics.median(copy):5.2f}   best {best / min(copy):5.2f}"
    )
PY
