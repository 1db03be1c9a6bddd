"""The manifest of billing."""

from app.core.module import Module

from .listeners import LISTENERS
from .models.base import Base
from .routers import ROUTERS

MODULE = Module(
    name="billing",
    schema="billing",
    uses=("articles", "auth"),
    metadata=Base.metadata,
    routers=ROUTERS,
    listeners=LISTENERS,
)
