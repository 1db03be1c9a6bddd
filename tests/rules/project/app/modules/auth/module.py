"""The manifest of auth."""

from app.core.module import Module

from .models.base import Base
from .routers import ROUTERS

MODULE = Module(
    name="auth",
    schema="auth",
    metadata=Base.metadata,
    routers=ROUTERS,
)
