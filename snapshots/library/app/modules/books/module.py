"""The manifest of books: what the application has to know."""

from pathlib import Path

from app.core.module import Module

from .config import get_books_settings
from .listeners import LISTENERS
from .models import Base
from .router import router
from .tasks import TASKS

MODULE = Module(
    name="books",
    schema="books",
    uses=("auth", "authors"),
    metadata=Base.metadata,
    migrations=Path(__file__).parent / "migrations",
    routers=(router,),
    listeners=LISTENERS,
    tasks=TASKS,
    settings=get_books_settings,
)
