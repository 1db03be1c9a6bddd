"""The manifest of loans: what the application has to know."""

from pathlib import Path

from app.core.module import Module

from .config import get_loans_settings
from .models import Base
from .router import router
from .tasks import TASKS

MODULE = Module(
    name="loans",
    schema="loans",
    uses=("auth", "books"),
    metadata=Base.metadata,
    migrations=Path(__file__).parent / "migrations",
    routers=(router,),
    tasks=TASKS,
    settings=get_loans_settings,
)
