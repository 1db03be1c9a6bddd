"""The application says how its cache is, and works without."""

import httpx2
import pytest
from fastapi import APIRouter, FastAPI
from pydantic import RedisDsn

from app.core import application, health
from app.core.cache import dependencies as cache_dependencies
from app.core.cache.cache import Cache
from app.core.cache.config import CacheSettings
from app.core.cache.dependencies import CacheDep

from ..serving import build

router = APIRouter()


@router.get("/kind")
async def kind_of_cache(cache: CacheDep) -> str:
    """Say what a route gets."""
    return type(cache).__name__


async def works() -> None:
    """Find nothing wrong."""


def open_cache(url: str | None) -> Cache:
    settings = CacheSettings(url=None if url is None else RedisDsn(url))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache_dependencies, "get_cache_settings", lambda: settings)
        return cache_dependencies.open_cache()


async def get(app: FastAPI, path: str) -> httpx2.Response:
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        return await client.get(path)


@pytest.mark.parametrize(("url", "status"), [(None, "ok"), ("redis://127.0.0.1:1/0", "degraded")])
async def test_a_process_is_ready_with_its_cache_and_without(
    url: str | None, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = open_cache(url)
    monkeypatch.setattr(application, "get_cache", lambda: cache)
    app = build(router)

    async with app.router.lifespan_context(app):
        health.add(app, "database", works)
        answer = await get(app, "/health/ready")

    assert answer.status_code == 200
    assert answer.json()["checks"]["cache"] == status


async def test_a_route_gets_the_cache_of_the_process() -> None:
    assert (await get(build(router), "/api/v1/kind")).json() == "Cache"
