"""The entry point of `uvicorn app.main:app`."""

from app.core.application import PRIVATE, build_app
from app.modules.registry import ALL

app = build_app(PRIVATE, ALL)
