"""Files of Python: found, decoded and parsed as the interpreter itself would.

The bytes go to the compiler untouched, so that a declared encoding, a byte order mark, form feeds
and any line ending mean here what they mean there. A file that cannot be read is a finding: what
was not seen must not pass for clean.
"""

import ast
import io
import os
import tokenize
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .findings import Finding

SKIPPED = {"__pycache__", "node_modules"}


@dataclass(frozen=True)
class Source:
    """One parsed file and the dotted path under which it would be imported."""

    path: Path
    dotted: str
    tree: ast.Module

    @property
    def package(self) -> str:
        """The package that relative imports of this file start from."""
        if self.path.name == "__init__.py":
            return self.dotted
        return self.dotted.rpartition(".")[0]


def read_tree(root: Path, dotted: str) -> tuple[list[Source], list[Finding]]:
    """Parse every Python file below `root`, whose own dotted path is `dotted`."""
    sources: list[Source] = []
    unreadable: list[Finding] = []
    for path in python_files(root):
        try:
            tree = parse(path)
        except (OSError, SyntaxError, ValueError, RecursionError, MemoryError) as error:
            unreadable.append(_unreadable(path, error))
        else:
            sources.append(Source(path, _dotted(path, root, dotted), tree))
    return sources, unreadable


def python_files(root: Path) -> Iterator[Path]:
    """Give the Python files below `root` in a fixed order, following links to folders once."""
    seen: set[Path] = set()
    for folder, subfolders, files in os.walk(root, followlinks=True):
        here = Path(folder)
        if here.resolve() in seen:
            subfolders.clear()
            continue
        seen.add(here.resolve())
        subfolders[:] = sorted(n for n in subfolders if n not in SKIPPED and not n.startswith("."))
        yield from (here / name for name in sorted(files) if name.endswith(".py"))


def parse(path: Path) -> ast.Module:
    """Parse one file from its bytes; warnings about the checked code are not ours to give."""
    content = path.read_bytes()
    encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    # The compiler overlooks what cannot be decoded where it stands in a comment.
    content.decode(encoding)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(content, filename=str(path))


def _dotted(path: Path, root: Path, dotted: str) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    if parts[-1] == "__init__":
        parts = parts[:-1]
    return ".".join((dotted, *parts))


def _unreadable(path: Path, error: Exception) -> Finding:
    line = error.lineno or 1 if isinstance(error, SyntaxError) else 1
    reason = error.msg if isinstance(error, SyntaxError) else str(error) or type(error).__name__
    return Finding(
        path,
        line,
        f"cannot be checked: {reason}",
        "make the file valid Python; what cannot be read counts as a violation",
    )
