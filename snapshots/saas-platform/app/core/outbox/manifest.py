"""The manifest of the outbox: its tables have a history of their own, like those of a module."""

from pathlib import Path

from app.core.module import Module

from .tables import Base

OUTBOX = Module(
    name="outbox",
    schema="outbox",
    metadata=Base.metadata,
    migrations=Path(__file__).parent / "migrations",
    routers=(),
)
