"""The manifest of bookings: what the application has to know."""

from pathlib import Path

from app.core.module import Module

from .config import get_bookings_settings
from .listeners import LISTENERS
from .models.base import Base
from .routers import router

MODULE = Module(
    name="bookings",
    schema="bookings",
    uses=("accounts",),
    metadata=Base.metadata,
    migrations=Path(__file__).parent / "migrations",
    routers=(router,),
    listeners=LISTENERS,
    settings=get_bookings_settings,
)
