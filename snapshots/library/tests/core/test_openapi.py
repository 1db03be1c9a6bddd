"""The description says what the application does."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from app.core.errors import ForbiddenError, problems
from app.core.routers import Guard, include
from app.core.schemas import PageParams, RequestModel, ShortText

from .serving import build

reading = APIRouter()
writing = APIRouter()


class Lamp(RequestModel):
    """What a new lamp needs."""

    name: ShortText


@reading.get("/lamps")
async def list_lamps(params: Annotated[PageParams, Query()]) -> None:
    """Answer nothing."""


@reading.get("/lamps/all")
async def count_lamps() -> int:
    """Answer a number."""
    return 0


@writing.post("/lamps")
async def create_lamp(lamp: Lamp) -> None:
    """Answer nothing."""


async def refuse() -> None:
    """Let nobody pass."""
    raise ForbiddenError


def describe() -> dict[str, Any]:
    router = APIRouter()
    guard = Guard(dependencies=(Depends(refuse),), responses=problems(403))
    include(router, reading, Guard())
    include(router, writing, guard)
    return build(router).openapi()


def responses(path: str, method: str) -> set[str]:
    return set(describe()["paths"][path][method]["responses"])


def test_only_a_route_with_parameters_can_find_them_invalid() -> None:
    assert "422" in responses("/api/v1/lamps", "get")
    assert "422" not in responses("/api/v1/lamps/all", "get")


def test_a_route_with_a_body_and_a_guard_says_so() -> None:
    assert responses("/api/v1/lamps", "post") >= {"200", "400", "403", "413", "422"}
    assert not responses("/api/v1/lamps", "get") & {"400", "403", "413"}


def test_a_route_of_a_module_says_that_the_database_may_be_busy() -> None:
    described = describe()["paths"]
    busy = described["/api/v1/lamps/all"]["get"]["responses"]["503"]

    assert busy["headers"].keys() == {"Retry-After"}
    assert "503" not in described["/health"]["get"]["responses"]


def test_errors_are_described_as_problems() -> None:
    described = describe()
    refused = described["paths"]["/api/v1/lamps"]["post"]["responses"]["422"]
    schema = {"$ref": "#/components/schemas/ValidationProblem"}

    assert refused["content"] == {"application/problem+json": {"schema": schema}}
    assert "HTTPValidationError" not in described["components"]["schemas"]
    assert {"Problem", "FieldProblem"} <= set(described["components"]["schemas"])


def test_an_operation_is_named_after_its_function() -> None:
    assert describe()["paths"]["/health"]["get"]["operationId"] == "get_health"
