"""The manifest of orders: what the application has to know."""

from pathlib import Path

from app.core.module import Module

from .config import get_orders_settings
from .models.base import Base
from .routers import router

MODULE = Module(
    name="orders",
    schema="orders",
    uses=("auth", "products"),
    metadata=Base.metadata,
    migrations=Path(__file__).parent / "migrations",
    routers=(router,),
    settings=get_orders_settings,
)
