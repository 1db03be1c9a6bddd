"""The manifest of auth: what the application has to know of this module."""

from pathlib import Path

from app.core.module import Module

from .config import get_auth_settings
from .models import Base
from .routers import router

MODULE = Module(
    name="auth",
    schema="auth",
    metadata=Base.metadata,
    migrations=Path(__file__).parent / "migrations",
    routers=(router,),
    settings=get_auth_settings,
)
