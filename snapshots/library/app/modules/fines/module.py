"""The manifest of fines: what the application has to know."""

from pathlib import Path

from app.core.module import Module

from .config import get_fines_settings
from .infrastructure.orm import metadata
from .interface.router import router
from .listeners import LISTENERS
from .tasks import TASKS

MODULE = Module(
    name="fines",
    schema="fines",
    uses=("auth", "loans"),
    metadata=metadata,
    migrations=Path(__file__).parent / "migrations",
    routers=(router,),
    listeners=LISTENERS,
    tasks=TASKS,
    settings=get_fines_settings,
)
