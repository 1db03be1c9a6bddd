"""Declared against real dependencies, and cycles among them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from .findings import Finding, shown
from .project import Manifest, Project


@dataclass(frozen=True, order=True)
class Edge:
    """One module depends on another, first seen at a line of a file."""

    source: str
    target: str
    path: Path
    line: int

    def render(self) -> str:
        """Give the edge with its place."""
        return f"{self.source} -> {self.target}  {shown(self.path)}:{self.line}"


def edges(project: Project) -> list[Edge]:
    """Give every place in the app where a module reaches another one, once for each file."""
    found: dict[tuple[str, Path], Edge] = {}
    for reading in project.files:
        place = project.place(reading.source.dotted)
        if place.kind != "module" or place.module is None:
            continue
        for reference in reading.references:
            target = project.module_of(reference.target)
            if target is not None and target != place.module:
                edge = Edge(place.module, target, reading.source.path, reference.line)
                found.setdefault((target, reading.source.path), edge)
    return sorted(found.values())


def check_uses(project: Project) -> list[Finding]:
    """Every module has a manifest, and what it depends on is declared there."""
    found = [finding for module in project.modules for finding in _manifest(project, module)]
    for edge in edges(project):
        manifest = project.manifests.get(edge.source)
        if manifest is None or manifest.uses is None or edge.target in manifest.uses:
            continue
        message = f"{edge.source} -> {edge.target}: not declared"
        hint = f"add `{edge.target}` to `uses` in {shown(manifest.path)}"
        found.append(Finding(edge.path, edge.line, message, hint))
    return found


def unused(project: Project) -> list[Finding]:
    """Give what is declared and never used: a warning, for the order of migrations follows it."""
    real = {(edge.source, edge.target) for edge in edges(project)}
    return [
        Finding(manifest.path, manifest.line, f"{module} -> {target}: declared, never used")
        for module, manifest in project.manifests.items()
        for target in manifest.uses or ()
        if (module, target) not in real
    ]


def check_cycles(project: Project) -> list[Finding]:
    """Give one shortest cycle for each knot of modules that depend on one another."""
    graph = _graph(project)
    found: list[Finding] = []
    tied: set[str] = set()
    for module in sorted(graph):
        path = None if module in tied else _shortest_cycle(graph, module)
        if path is None:
            continue
        tied.update(path)
        steps = [graph[a][b] for a, b in pairwise(path)]
        places = "".join(f"\n    {step.render()}" for step in steps)
        message = f"cycle: {' -> '.join(path)}{places}"
        hint = "let one of them publish an event, or move what both need into a third module"
        found.append(Finding(steps[0].path, steps[0].line, message, hint))
    return found


def _manifest(project: Project, module: str) -> Iterator[Finding]:
    folder = project.app / "modules" / module
    manifest = project.manifests.get(module)
    if manifest is None:
        hint = f"write `MODULE = Module(name={module!r}, ...)` in its `module.py`"
        yield Finding(folder / "module.py", 1, f"{module}: has no manifest", hint)
        return
    yield from _wrong(project, module, manifest)


def _wrong(project: Project, module: str, manifest: Manifest) -> Iterator[Finding]:
    def at(message: str, hint: str) -> Finding:
        return Finding(manifest.path, manifest.line, f"{module}: {message}", hint)

    if manifest.name != module:
        yield at(f"calls itself `{manifest.name}`", "give it the name of its folder")
    if manifest.uses is None:
        yield at("`uses` cannot be read", "write it as a tuple of literal names")
    for target in manifest.uses or ():
        if target == module:
            yield at("uses itself", f"remove `{target}` from `uses`")
        elif target not in project.modules:
            yield at(f"uses `{target}`, which does not exist", f"remove `{target}` from `uses`")


def _graph(project: Project) -> dict[str, dict[str, Edge]]:
    graph: dict[str, dict[str, Edge]] = {}
    for edge in edges(project):
        graph.setdefault(edge.source, {}).setdefault(edge.target, edge)
    for module, manifest in project.manifests.items():
        for target in manifest.uses or ():
            edge = Edge(module, target, manifest.path, manifest.line)
            graph.setdefault(module, {}).setdefault(target, edge)
    return graph


def _shortest_cycle(graph: dict[str, dict[str, Edge]], start: str) -> list[str] | None:
    waiting = [[start]]
    seen: set[str] = set()
    while waiting:
        path = waiting.pop(0)
        for target in sorted(graph.get(path[-1], ())):
            if target == start:
                return [*path, start]
            if target not in seen:
                seen.add(target)
                waiting.append([*path, target])
    return None
