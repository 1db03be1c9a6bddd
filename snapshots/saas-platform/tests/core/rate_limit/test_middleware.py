"""Whoever asks too often is refused, and everybody knows how much is left."""

from typing import Any

import pytest
from fastapi import APIRouter, FastAPI
from httpx2 import ASGITransport, AsyncClient
from limits import parse

from app.core import application
from app.core.rate_limit.counters import MemoryCounters
from app.core.rate_limit.limiter import Limiter

from ..serving import build

router = APIRouter()
PATH = "/api/v1/hello"


@router.get("/hello")
async def hello() -> str:
    """Answer."""
    return "hello"


@pytest.fixture
def limited(monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    """Build an application that answers two requests of a caller in a minute."""
    limiter = Limiter(
        MemoryCounters(),
        default=parse("2/minute"),
        address=parse("4/minute"),
        clock=lambda: 30.0,
    )
    monkeypatch.setattr(application, "get_limiter", lambda: limiter)
    return build(router)


def of(app: FastAPI, address: str = "192.0.2.1", **headers: str) -> AsyncClient:
    """Return a client that calls from this address."""
    transport = ASGITransport(app=app, client=(address, 5000))
    return AsyncClient(transport=transport, base_url="http://test", headers=headers)


async def statuses(client: AsyncClient, count: int = 3, path: str = PATH) -> list[int]:
    async with client:
        return [(await client.get(path)).status_code for _ in range(count)]


async def test_an_answer_says_what_is_left(limited: FastAPI) -> None:
    async with of(limited) as client:
        answer = await client.get(PATH)

    assert answer.headers["ratelimit-policy"] == '"default";q=2;w=60'
    assert answer.headers["ratelimit"] == '"default";r=1;t=30'


async def test_one_request_too_many_is_refused_with_the_time_to_wait(limited: FastAPI) -> None:
    async with of(limited) as client:
        for _ in range(2):
            await client.get(PATH)
        answer = await client.get(PATH)

    assert (answer.status_code, answer.json()["code"]) == (429, "TOO_MANY_REQUESTS")
    assert answer.json()["request_id"] == answer.headers["x-request-id"]
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["retry-after"] == "30"
    assert answer.headers["ratelimit"] == '"default";r=0;t=30'


async def test_health_is_never_refused(limited: FastAPI) -> None:
    assert await statuses(of(limited), 5, "/health") == [200] * 5
    assert await statuses(of(limited), 3, "/healthy") == [404, 404, 429]


@pytest.mark.parametrize("header", ["authorization", "x-api-key"])
async def test_a_credential_is_counted_wherever_it_comes_from(
    limited: FastAPI, header: str
) -> None:
    assert await statuses(of(limited, **{header: "Bearer a"}), 2) == [200, 200]
    assert await statuses(of(limited, "192.0.2.2", **{header: "Bearer a"}), 1) == [429]
    assert await statuses(of(limited, **{header: "Bearer b"}), 1) == [200]


async def test_the_scheme_of_a_credential_may_be_written_in_any_way(limited: FastAPI) -> None:
    shown = ["Bearer Abc", "bearer Abc", "BEARER  Abc"]

    told = [await statuses(of(limited, authorization=each), 1) for each in shown]

    assert told == [[200], [200], [429]]
    assert await statuses(of(limited, authorization="Bearer abc"), 1) == [200]


async def test_another_address_is_counted_apart(limited: FastAPI) -> None:
    assert await statuses(of(limited), 3) == [200, 200, 429]
    assert await statuses(of(limited, "192.0.2.2"), 1) == [200]


@pytest.mark.parametrize(
    ("one", "other"),
    [("2001:db8::1", "2001:db8::2"), ("::ffff:192.0.2.1", "192.0.2.1"), ("::1", "::1")],
)
async def test_addresses_of_one_caller_are_counted_together(
    limited: FastAPI, one: str, other: str
) -> None:
    assert await statuses(of(limited, one), 2) == [200, 200]
    assert await statuses(of(limited, other), 1) == [429]


async def test_a_caller_without_an_address_is_counted_too(limited: FastAPI) -> None:
    transport = ASGITransport(app=limited, client=None)  # type: ignore[arg-type]

    assert await statuses(AsyncClient(transport=transport, base_url="http://test")) == [
        200,
        200,
        429,
    ]


def test_the_description_knows_the_refusal_and_where_there_is_none() -> None:
    described: dict[str, Any] = build(router).openapi()["paths"]

    refusal = described[PATH]["get"]["responses"]["429"]
    assert "Retry-After" in refusal["headers"]
    assert list(described[PATH]["get"]["responses"]) == ["200", "429", "503"]
    assert "429" not in described["/health"]["get"]["responses"]
