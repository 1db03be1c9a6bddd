"""The manifest of entries: what the application has to know."""

from pathlib import Path

from app.core.module import Module

from .config import get_entries_settings
from .models.base import Base
from .routers import router
from .tasks import TASKS

MODULE = Module(
    name="entries",
    schema="entries",
    uses=(),
    metadata=Base.metadata,
    migrations=Path(__file__).parent / "migrations",
    routers=(router,),
    tasks=TASKS,
    settings=get_entries_settings,
)
