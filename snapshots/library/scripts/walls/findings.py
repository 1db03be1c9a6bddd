"""What a check reports, and how it reads."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that stands where it must not: place, what it is, and what to do instead."""

    path: Path
    line: int
    message: str
    hint: str = ""

    def render(self) -> str:
        """Give the finding as `file:line: message` and, below it, its hint."""
        text = f"{shown(self.path)}:{self.line}: {self.message}"
        return f"{text}\n    hint: {self.hint}" if self.hint else text


def shown(path: Path) -> str:
    """Give a path as the reader would type it: relative where it lies below where they stand."""
    absolute = path.absolute()
    here = Path.cwd()
    return os.fspath(absolute.relative_to(here) if absolute.is_relative_to(here) else absolute)
