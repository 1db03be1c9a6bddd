"""The manifest of posts: what the application has to know."""

from pathlib import Path

from app.core.module import Module

from .config import get_posts_settings
from .listeners import LISTENERS
from .models.base import Base
from .routers import router
from .tasks import TASKS

MODULE = Module(
    name="posts",
    schema="posts",
    uses=("auth", "profiles"),
    metadata=Base.metadata,
    migrations=Path(__file__).parent / "migrations",
    routers=(router,),
    listeners=LISTENERS,
    tasks=TASKS,
    settings=get_posts_settings,
)
