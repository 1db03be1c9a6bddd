"""The manifest of authors: what the application has to know."""

from pathlib import Path

from app.core.module import Module

from .config import get_authors_settings
from .models.base import Base
from .routers import router
from .tasks import TASKS

MODULE = Module(
    name="authors",
    schema="authors",
    uses=("auth",),
    metadata=Base.metadata,
    migrations=Path(__file__).parent / "migrations",
    routers=(router,),
    tasks=TASKS,
    settings=get_authors_settings,
)
