"""Builds the application out of modules that it is handed."""

from collections.abc import Sequence

from fastapi import FastAPI

from app.core.module import Module


def build_app(modules: Sequence[Module]) -> FastAPI:
    """Return an application that serves these modules."""
    app = FastAPI()
    for module in modules:
        for router in module.routers:
            app.include_router(router, prefix="/api/v1")
    return app
