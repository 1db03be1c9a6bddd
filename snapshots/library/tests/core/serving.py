"""An application that has one router and no database: what the tests of the web talk to."""

from pathlib import Path

import httpx2
from fastapi import APIRouter, FastAPI
from sqlalchemy import MetaData

from app.core.application import PRIVATE, build_app
from app.core.config import Settings
from app.core.db.session import Database
from app.core.module import Module
from tests.database import NOWHERE

BODY_LIMIT = 1000


def build(router: APIRouter, database: Database | None = None) -> FastAPI:
    """Build an application whose only module has this router; no database answers by default."""
    module = Module(
        name="probes",
        schema="probes",
        metadata=MetaData(),
        migrations=Path("probes"),
        routers=(router,),
    )
    settings = Settings(environment="test", max_body_size=BODY_LIMIT)
    database = database or Database.connect(NOWHERE)
    return build_app(PRIVATE, (module,), settings=settings, database=database)


def serve(router: APIRouter, database: Database | None = None) -> httpx2.AsyncClient:
    """Return a client of such an application; its paths begin behind `/api/v1`."""
    transport = httpx2.ASGITransport(app=build(router, database))
    return httpx2.AsyncClient(transport=transport, base_url="http://test")
