"""The manifest of loans: what the application has to know."""

from pathlib import Path

from app.core.module import Module

from .config import get_loans_settings
from .infrastructure.orm import metadata
from .interface.router import router
from .tasks import TASKS

MODULE = Module(
    name="loans",
    schema="loans",
    uses=("auth", "books"),
    metadata=metadata,
    migrations=Path(__file__).parent / "migrations",
    routers=(router,),
    tasks=TASKS,
    settings=get_loans_settings,
)
