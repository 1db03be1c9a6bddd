"""The manifest of payments: what the application has to know."""

from pathlib import Path

from app.core.module import Module

from .config import get_payments_settings
from .models.base import Base
from .routers import router

MODULE = Module(
    name="payments",
    schema="payments",
    uses=("auth", "orders"),
    metadata=Base.metadata,
    migrations=Path(__file__).parent / "migrations",
    routers=(router,),
    settings=get_payments_settings,
)
