"""The rule of who may reach what.

| from              | kernel | a gateway or events | a module's inside | registry | the rest |
|-------------------|--------|---------------------|-------------------|----------|----------|
| kernel            | yes    | no                  | no                | no       | no       |
| module            | yes    | yes, if in `uses`   | its own           | no       | no       |
| registry          | yes    | no                  | `module` only     | itself   | no       |
| main, cli         | yes    | yes                 | no                | yes      | yes      |
| tests of a module | yes    | yes                 | its own           | yes      | yes      |
| other tests       | yes    | yes                 | no                | yes      | yes      |

Tests of the kernel name no module. Factories of any module may be used by all tests, other tests
of a module by that module alone.
"""

from collections.abc import Iterator

from .findings import Finding
from .project import Place, Project
from .references import Reading, Reference

Problem = tuple[str, str]


def check_imports(project: Project) -> list[Finding]:
    """Judge everything that stands outside of the kernel."""
    return [
        finding
        for reading in project.files
        if project.place(reading.source.dotted).kind != "kernel"
        for finding in judge_file(project, reading)
    ]


def check_kernel(project: Project) -> list[Finding]:
    """Judge the kernel, which knows no module and nothing that is composed of modules."""
    return [
        finding
        for reading in project.files
        if project.place(reading.source.dotted).kind == "kernel"
        for finding in judge_file(project, reading)
    ]


def judge_file(project: Project, reading: Reading) -> list[Finding]:
    """Give at most one finding for each line and thing reached."""
    place = project.place(reading.source.dotted)
    judge = _Judge(project, place)
    imported = [r for r in reading.references if r.kind == "import"]
    refused = {r.target for r in imported if judge.problems(r)}
    found: dict[tuple[int, str], Finding] = {}
    for reference in reading.references:
        if reference.kind != "import" and _below(reference.target, refused):
            continue
        for message, hint in judge.problems(reference):
            finding = Finding(reading.source.path, reference.line, message, hint)
            found.setdefault((reference.line, message), finding)
    return sorted(found.values())


class _Judge:
    """Judges what one file reaches, by the place where it stands."""

    def __init__(self, project: Project, place: Place) -> None:
        self.project = project
        self.place = place
        self.who = place.module or place.kind

    def problems(self, reference: Reference) -> list[Problem]:
        """Give what is wrong with a reference: with the path itself, or with what it stands for."""
        direct = self._problem(reference.target, reference.kind)
        if direct is not None:
            return [direct]
        return list(self._handed_on(reference))

    def _handed_on(self, reference: Reference) -> Iterator[Problem]:
        for path in self.project.follow(reference.target):
            if path == reference.target:
                continue
            problem = self._problem(path, reference.kind)
            if problem is not None:
                message, hint = problem
                yield f"{message} (handed on by `{reference.target}`)", hint

    def _problem(self, target: str, kind: str) -> Problem | None:
        problem: Problem | None = None
        match target.split("."):
            case ["tests", *rest]:
                problem = self._of_tests(target, rest)
            case [top, *_] if top != self.project.package:
                pass
            case [_, "core", *_]:
                pass
            case [_] | [_, "modules"] if kind == "import" and self.place.kind != "kernel":
                pass
            case [_] | [_, "modules"] | [_, "*"] | [_, "modules", "*"]:
                problem = self._of_container(target)
            case [_, "modules", "registry", *_]:
                problem = self._of_registry(target)
            case [_, "modules", module, *rest]:
                problem = self._of_module(target, module, rest, kind)
            case _:
                problem = self._of_the_rest(target)
        return problem

    def _of_tests(self, target: str, rest: list[str]) -> Problem | None:
        if self.place.kind not in {"tests", "kernel tests"}:
            return f"{self.who} -> {target}: the app reaches its tests", "move it out of `tests`"
        other = rest[0] if rest else None
        if other in self.project.modules and other != self.place.module:
            hint = f"use what `tests.factories.{other}` offers"
            return f"{self.who} -> {target}: tests of another module", hint
        return None

    def _of_container(self, target: str) -> Problem | None:
        """Judge `app` or `app.modules` handed on as a value or opened by a star."""
        if self.place.kind in {"composition", "elsewhere", "tests"} and not target.endswith("*"):
            return None
        if self.place.kind == "module" and target == self.project.package:
            hint = "import what you need by its full name"
        elif self.place.kind in {"kernel", "kernel tests"}:
            hint = "let the caller pass what the kernel needs; the kernel knows no module"
        else:
            hint = f"import from `{self.project.package}.modules.<module>.gateway`"
        return f"{self.who} -> {target}: opens the way to every module", hint

    def _of_registry(self, target: str) -> Problem | None:
        if self.place.kind in {"composition", "tests", "kernel tests", "registry"}:
            return None
        message = f"{self.who} -> {target}: only `main`, `cli` and tests may know every module"
        return message, "depend on the gateway of the module that you need"

    def _of_the_rest(self, target: str) -> Problem | None:
        if self.place.kind not in {"module", "kernel", "registry"}:
            return None
        message = f"{self.who} -> {target}: stands above the modules"
        return message, f"move what is shared to `{self.project.package}.core`"

    def _of_module(self, target: str, module: str, rest: list[str], kind: str) -> Problem | None:
        if self.place.kind in {"kernel", "kernel tests"}:
            hint = "let the caller pass what the kernel needs; the kernel knows no module"
            return f"{self.who} -> {target}: the kernel knows a module", hint
        if module == self.place.module:
            return None
        if self.place.kind == "registry":
            hint = "the registry lists manifests and nothing else"
            return None if rest[:1] == ["module"] else (f"registry -> {target}: too much", hint)
        return self._of_other(target, module, rest, kind)

    def _of_other(self, target: str, module: str, rest: list[str], kind: str) -> Problem | None:
        offers = " or ".join(
            f"`{self.project.package}.modules.{module}.{e}`" for e in self.project.entry_points
        )
        if not rest:
            if kind == "import":
                return None
            return f"{self.who} -> {target}: handed on whole", f"import from {offers}"
        if rest[0] not in self.project.entry_points:
            return f"{self.who} -> {target}: private to `{module}`", f"import from {offers}"
        if len(rest) > 1 and not self.project.offers(module, rest[0], rest[1]):
            hint = f"use what it offers, or ask `{module}` to offer it"
            return f"{self.who} -> {target}: not offered by `{module}.{rest[0]}`", hint
        return None


def _below(target: str, refused: set[str]) -> bool:
    """Tell whether a path leads through an import that was refused already."""
    return any(target == path or target.startswith(f"{path}.") for path in refused)
