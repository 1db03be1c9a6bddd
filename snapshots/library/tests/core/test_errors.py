"""Every answer that is not a success is a problem with a stable code, and repeats no input."""

import json
from typing import Annotated

import httpx2
import pytest
from fastapi import APIRouter, Query
from pydantic import SecretStr

from app.core.errors import NotFoundError, TooManyRequestsError, UnauthorizedError
from app.core.schemas import PageParams, Real, RequestModel, ShortText

from .serving import serve

router = APIRouter()
PATH = "/api/v1/lamps"


class LampNotFoundError(NotFoundError):
    """There is no such lamp."""

    code = "LAMP_NOT_FOUND"


class Lamp(RequestModel):
    """What a new lamp needs."""

    name: ShortText
    watts: Real = 40.0
    secret: SecretStr = SecretStr("")


@router.get("/lamps")
async def list_lamps(params: Annotated[PageParams, Query()]) -> None:
    """Answer nothing."""


@router.post("/lamps")
async def create_lamp(lamp: Lamp) -> None:
    """Answer nothing."""


@router.get("/lamps/lost")
async def get_lost_lamp() -> None:
    """Answer that there is none."""
    raise LampNotFoundError("The lamp is lost")


@router.get("/lamps/guarded")
async def get_guarded_lamp() -> None:
    """Answer that a user is needed."""
    raise UnauthorizedError


@router.get("/lamps/busy")
async def get_busy_lamp() -> None:
    """Answer that it is too much."""
    raise TooManyRequestsError(retry_after=7)


@router.get("/lamps/broken")
async def get_broken_lamp() -> None:
    """Fail in a way that nobody foresaw."""
    raise RuntimeError("a secret of the server")


async def post(content: bytes, kind: str = "application/json") -> httpx2.Response:
    async with serve(router) as client:
        return await client.post(PATH, content=content, headers={"Content-Type": kind})


async def get(path: str) -> httpx2.Response:
    async with serve(router) as client:
        return await client.get(f"{PATH}{path}")


async def test_an_error_is_a_problem_with_the_code_of_its_class() -> None:
    answer = await get("/lost")

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "urn:problem:LAMP_NOT_FOUND",
        "title": "There is nothing here",
        "status": 404,
        "code": "LAMP_NOT_FOUND",
        "detail": "The lamp is lost",
        "request_id": answer.headers["x-request-id"],
    }


async def test_an_unknown_caller_is_told_how_to_authenticate() -> None:
    answer = await get("/guarded")

    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


async def test_a_hasty_caller_is_told_when_to_come_back() -> None:
    answer = await get("/busy")

    assert (answer.status_code, answer.headers["retry-after"]) == (429, "7")


async def test_a_crash_is_a_problem_that_tells_nothing_but_the_request_id() -> None:
    answer = await get("/broken")

    assert answer.status_code == 500
    assert answer.json()["code"] == "INTERNAL_ERROR"
    assert answer.json()["request_id"] == answer.headers["x-request-id"]
    assert "secret" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/api/v1/nowhere", "/api/v1/lamps/", "/%00", "/%ff", "/%F0%9F%92%A1"]
)
async def test_an_unknown_path_is_a_problem(path: str) -> None:
    async with serve(router) as client:
        answer = await client.get(path)

    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/api/v1/lamps", "GET, POST"), ("/api/v1/lamps/lost", "GET"), ("/health", "GET")],
)
async def test_a_wrong_method_is_told_all_the_right_ones(path: str, allowed: str) -> None:
    async with serve(router) as client:
        answer = await client.put(path)

    assert (answer.status_code, answer.json()["code"]) == (405, "METHOD_NOT_ALLOWED")
    assert answer.headers["allow"] == allowed


async def test_a_validation_problem_names_the_field_and_does_not_repeat_the_input() -> None:
    answer = await post(b'{"name": "", "secret": {"hunter2": 1}, "colour": "hunter3"}')

    assert answer.status_code == 422
    assert answer.json()["code"] == "VALIDATION_FAILED"
    assert {each["field"] for each in answer.json()["errors"]} == {
        "body.name",
        "body.secret",
        "body.colour",
    }
    assert "hunter" not in answer.text


@pytest.mark.parametrize(
    "content",
    [
        b'{"name": "a\\u0000b"}',
        b'{"name": "\\ud800"}',
        b'{"\\ud800": 1, "name": "a"}',
        b'{"name": "a", "watts": NaN}',
        b'{"name": "a", "watts": -Infinity}',
        b'{"name": "a", "watts": 1e400}',
        b'{"name": "a", "watts": 1%s}' % (b"0" * 400),
        b'{"name": "a", "name": ""}',
        b'{"name": "a"',
        b"[]",
        b"null",
        b"",
        b'"' + b"a" * 900 + b'"',
    ],
)
async def test_a_body_that_is_not_valid_is_refused(content: bytes) -> None:
    answer = await post(content)

    assert (answer.status_code, answer.json()["code"]) == (422, "VALIDATION_FAILED")


@pytest.mark.parametrize("content", [b'{"name": "\xff"}', b"\x80"])
async def test_a_body_that_cannot_be_read_is_refused(content: bytes) -> None:
    answer = await post(content)

    assert (answer.status_code, answer.json()["code"]) == (400, "BAD_REQUEST")


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data", ";"])
async def test_a_body_of_another_type_is_refused(kind: str) -> None:
    answer = await post(b'{"name": "a"}', kind)

    assert (answer.status_code, answer.json()["code"]) == (422, "VALIDATION_FAILED")


@pytest.mark.parametrize(
    "query",
    ["?page=0", "?page=" + "9" * 5000, "?page=%00", "?page=%ff", "?size=1", "?page=1.5", "?page="],
)
async def test_a_query_that_is_not_valid_is_refused(query: str) -> None:
    answer = await get(query)

    assert (answer.status_code, answer.json()["code"]) == (422, "VALIDATION_FAILED")


@pytest.mark.parametrize(("fields", "told"), [(60, 50), (120, 1)])
async def test_not_every_mistake_of_a_flood_is_told(fields: int, told: int) -> None:
    lamp = {"name": "Jib", **{f"f{number}": 1 for number in range(fields)}}

    async with serve(router) as client:
        answer = await client.post(PATH, json=lamp)

    assert answer.status_code == 422
    assert len(answer.json()["errors"]) == told


async def test_a_long_name_of_the_caller_is_cut() -> None:
    answer = await get("?" + "a" * 900)

    assert len(json.loads(answer.text)["errors"][0]["field"]) < 200
