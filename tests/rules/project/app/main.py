"""The application: the kernel, with the modules of the registry."""

from app.core.application import build_app
from app.modules.registry import ALL

app = build_app(ALL)
