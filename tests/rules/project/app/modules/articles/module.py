"""The manifest of articles."""

from app.core.module import Module

from .models.base import Base
from .routers import ROUTERS

MODULE = Module(
    name="articles",
    schema="articles",
    uses=("auth",),
    metadata=Base.metadata,
    routers=ROUTERS,
)
