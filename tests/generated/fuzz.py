"""Schemathesis on a running project: all checks, as a signed-in user.

fuzz.py PROJECT        (run with a Python that has the project's dependencies)
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from forged import NOBODY
from hostile import Attack, serving
from samples import Document
from served import Server

SCHEMATHESIS = "schemathesis==4.32.5"
EXAMPLES = 200
# What is found is found again: the examples follow from this number.
SEED = 20261120


def main() -> None:
    """Serve the project and let Schemathesis at it."""
    with serving(Path(sys.argv[1])) as server:
        server.introduce()
        result = schemathesis(server, real_ids(server))
        server.expect(200, "GET", "/health/ready")
    print(result.stdout[-3000:])
    sys.exit(result.returncode)


def real_ids(server: Server) -> dict[str, str]:
    """Make one record of each kind, and return the ids of all by the names of the parameters that take them."""
    document = Document(server.expect(200, "GET", "/openapi.json").json())
    operations = list(document.operations())
    attack = Attack(server, document)
    attack.create_records(operations)
    of_paths = {
        name: attack.ids.get(operation.path.partition("/{")[0], NOBODY)
        for operation in operations
        for name in operation.names("path")
    }
    return attack.references | of_paths


def schemathesis(server: Server, ids: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run Schemathesis in an environment of its own; what it keeps for later runs is thrown away."""
    options = ["--checks", "all", "--max-examples", str(EXAMPLES), "--seed", str(SEED), "--no-color"]
    for name, value in server.headers.items():
        options += ["--header", f"{name}: {value}"]
    with tempfile.TemporaryDirectory() as place:
        return subprocess.run(
            ["uv", "tool", "run", SCHEMATHESIS, "run", f"{server.url}/openapi.json", *options],
            cwd=place,
            env={
                **os.environ,
                "PYTHONPATH": str(Path(__file__).parent),
                "SCHEMATHESIS_HOOKS": "real_ids",
                "REAL_IDS": json.dumps(ids),
            },
            capture_output=True,
            text=True,
            check=False,
        )


if __name__ == "__main__":
    main()
