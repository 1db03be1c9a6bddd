"""The manifest of accounts: what the application has to know."""

from pathlib import Path

from app.core.module import Module

from .config import get_accounts_settings
from .models.base import Base
from .routers import router

MODULE = Module(
    name="accounts",
    schema="accounts",
    uses=(),
    metadata=Base.metadata,
    migrations=Path(__file__).parent / "migrations",
    routers=(router,),
    settings=get_accounts_settings,
)
