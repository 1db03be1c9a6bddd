"""The manifest of products: what the application has to know."""

from pathlib import Path

from app.core.module import Module

from .config import get_products_settings
from .models.base import Base
from .routers import router

MODULE = Module(
    name="products",
    schema="products",
    uses=("auth",),
    metadata=Base.metadata,
    migrations=Path(__file__).parent / "migrations",
    routers=(router,),
    settings=get_products_settings,
)
