"""Schemathesis on a running project: all checks, as a signed-in user.

    fuzz.py PROJECT        (run with a Python that has the project's dependencies)
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from hostile import ENVIRONMENT
from served import Server, served

SCHEMATHESIS = "schemathesis==4.32.5"
EXAMPLES = 200
# What is found is found again: the examples follow from this number.
SEED = 20261120


def main() -> None:
    """Serve the project and let Schemathesis at it."""
    command = [sys.executable, "-m", "uvicorn", "app.main:app"]
    with served(command, Path(sys.argv[1]), ENVIRONMENT) as server:
        if "/api/v1/auth/login" in server.expect(200, "GET", "/openapi.json").json()["paths"]:
            server.sign_in()
        result = schemathesis(server)
        server.expect(200, "GET", "/health/ready")
    print(result.stdout[-3000:])
    sys.exit(result.returncode)


def schemathesis(server: Server) -> subprocess.CompletedProcess[str]:
    """Run Schemathesis in an environment of its own; what it keeps for later runs is thrown away."""
    options = ["--checks", "all", "--max-examples", str(EXAMPLES), "--seed", str(SEED), "--no-color"]
    for name, value in server.headers.items():
        options += ["--header", f"{name}: {value}"]
    with tempfile.TemporaryDirectory() as place:
        return subprocess.run(
            ["uv", "tool", "run", SCHEMATHESIS, "run", f"{server.url}/openapi.json", *options],
            cwd=place,
            capture_output=True,
            text=True,
            check=False,
        )


if __name__ == "__main__":
    main()
