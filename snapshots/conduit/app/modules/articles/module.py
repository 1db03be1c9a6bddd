"""The manifest of articles: what the application has to know."""

from pathlib import Path

from app.core.module import Module

from .config import get_articles_settings
from .models.base import Base
from .routers import router

MODULE = Module(
    name="articles",
    schema="articles",
    uses=("auth",),
    metadata=Base.metadata,
    migrations=Path(__file__).parent / "migrations",
    routers=(router,),
    settings=get_articles_settings,
)
