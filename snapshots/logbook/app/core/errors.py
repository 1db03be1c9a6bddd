"""Errors: sentences with a name and a stable code, turned into HTTP here and nowhere else.

A module derives its errors from these in its `exceptions.py` and gives each its own `code`. Every
answer of the application that is not a success is `application/problem+json` (RFC 9457). What is no
HTTP never reaches it: uvicorn refuses that in plain text.
"""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, ClassVar

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exception_handlers import http_exception_handler
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match

from app.core.db.engine import is_away, is_busy
from app.core.logging import current_request_id

PROBLEM_MEDIA_TYPE = "application/problem+json"

_METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE")
_LONGEST_NAME = 100
_MOST_PROBLEMS = 50

log = structlog.get_logger(__name__)


class AppError(Exception):
    """The base of every error that a caller is meant to see."""

    status: ClassVar[int] = HTTPStatus.INTERNAL_SERVER_ERROR
    code: ClassVar[str] = "INTERNAL_ERROR"
    title: ClassVar[str] = "Something went wrong"
    headers: Mapping[str, str] | None = None
    # Members of the problem beside those that every problem has.
    extensions: Mapping[str, Any] | None = None

    def __init__(self, detail: str | None = None) -> None:
        """Keep the sentence for this one occurrence; the title is shared by all of them."""
        super().__init__(detail or self.title)
        self.detail = detail


class BadRequestError(AppError):
    """The request makes no sense."""

    status = HTTPStatus.BAD_REQUEST
    code = "BAD_REQUEST"
    title = "The request could not be understood"


class UnauthorizedError(AppError):
    """The caller is not known."""

    status = HTTPStatus.UNAUTHORIZED
    code = "UNAUTHORIZED"
    title = "Authentication is required"
    headers = {"WWW-Authenticate": "Bearer"}  # noqa: RUF012


class ForbiddenError(AppError):
    """The caller is known, and may not do this."""

    status = HTTPStatus.FORBIDDEN
    code = "FORBIDDEN"
    title = "This is not allowed"


class NotFoundError(AppError):
    """There is no such thing."""

    status = HTTPStatus.NOT_FOUND
    code = "NOT_FOUND"
    title = "There is nothing here"


class ConflictError(AppError):
    """The request is sound, but disagrees with what is stored."""

    status = HTTPStatus.CONFLICT
    code = "CONFLICT"
    title = "The request conflicts with the current state"


class MethodNotAllowedError(AppError):
    """The path exists, and does not answer this method."""

    status = HTTPStatus.METHOD_NOT_ALLOWED
    code = "METHOD_NOT_ALLOWED"
    title = "This method is not allowed here"


class PayloadTooLargeError(AppError):
    """The body is longer than the application reads."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    code = "PAYLOAD_TOO_LARGE"
    title = "The request body is too large"


class UnprocessableError(AppError):
    """The request can be read, and is not valid."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "VALIDATION_FAILED"
    title = "The request is not valid"


class ServiceUnavailableError(AppError):
    """Something that the application needs does not answer."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    code = "SERVICE_UNAVAILABLE"
    title = "The service is not available at the moment"


class DatabaseBusyError(ServiceUnavailableError):
    """Others were in the way in the database; the same may succeed a moment later."""

    code = "DATABASE_BUSY"
    title = "The database is busy with other requests"
    headers = {"Retry-After": "1"}  # noqa: RUF012


class DatabaseAwayError(ServiceUnavailableError):
    """The database cannot be reached, or went away in the middle."""

    code = "DATABASE_AWAY"
    title = "The database does not answer"
    headers = {"Retry-After": "5"}  # noqa: RUF012


class TooManyRequestsError(AppError):
    """The caller asks too often."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    code = "TOO_MANY_REQUESTS"
    title = "Too many requests"

    def __init__(self, detail: str | None = None, *, retry_after: int) -> None:
        """Say after how many seconds it is worth asking again."""
        super().__init__(detail)
        self.headers = {"Retry-After": str(retry_after)}


class Problem(BaseModel):
    """The body of an answer that is not a success (RFC 9457)."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(examples=["urn:problem:NOT_FOUND"])
    title: str
    status: int
    code: str = Field(description="Stable: programs may depend on it.", examples=["NOT_FOUND"])
    detail: str | None = None
    request_id: str | None = None


class FieldProblem(BaseModel):
    """One thing that is wrong with the request, and where."""

    field: str = Field(examples=["body.title"])
    code: str = Field(examples=["string_too_short"])
    message: str


class ValidationProblem(Problem):
    """A problem that lists what is wrong with the request."""

    errors: list[FieldProblem]


_BY_STATUS: dict[int, type[AppError]] = {
    error.status: error
    for error in (
        BadRequestError,
        UnauthorizedError,
        ForbiddenError,
        NotFoundError,
        MethodNotAllowedError,
        ConflictError,
        PayloadTooLargeError,
        UnprocessableError,
        TooManyRequestsError,
        AppError,
        ServiceUnavailableError,
    )
}
_HEADERS: dict[int, str] = {
    UnauthorizedError.status: "WWW-Authenticate",
    TooManyRequestsError.status: "Retry-After",
    ServiceUnavailableError.status: "Retry-After",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Describe these statuses for the `responses=` of a route."""
    described: dict[int | str, dict[str, Any]] = {}
    for status in map(int, statuses):
        model = ValidationProblem if status == UnprocessableError.status else Problem
        reference = {"$ref": f"#/components/schemas/{model.__name__}"}
        described[status] = {
            "description": _BY_STATUS[status].title,
            "content": {PROBLEM_MEDIA_TYPE: {"schema": reference}},
        }
        if header := _HEADERS.get(status):
            described[status]["headers"] = {header: {"schema": {"type": "string"}}}
    return described


def problem_response(
    error: AppError | type[AppError],
    *,
    detail: str | None = None,
    errors: Sequence[FieldProblem] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Write an error as an answer."""
    about: dict[str, Any] = {
        "type": f"urn:problem:{error.code}",
        "title": error.title,
        "status": int(error.status),
        "code": error.code,
        "detail": detail,
        "request_id": current_request_id(),
        **(error.extensions or {}),
    }
    problem = Problem(**about) if errors is None else ValidationProblem(**about, errors=[*errors])
    return Response(
        problem.model_dump_json(exclude_none=True),
        status_code=error.status,
        media_type=PROBLEM_MEDIA_TYPE,
        headers=headers or error.headers,
    )


def install_error_handlers(app: FastAPI) -> None:
    """Turn every error of a route, and of routing itself, into a problem."""
    app.add_exception_handler(AppError, _handle_app_error)
    app.add_exception_handler(HTTPException, _handle_http_exception)
    app.add_exception_handler(RequestValidationError, _handle_validation_error)
    app.add_exception_handler(DBAPIError, _handle_database_error)
    app.add_exception_handler(PoolTimeoutError, _handle_database_error)
    app.add_exception_handler(ConnectionError, _handle_outage)


async def _handle_app_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, AppError)  # noqa: S101
    return problem_response(error, detail=error.detail)


async def _handle_http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    kind = _BY_STATUS.get(error.status_code)
    if kind is None:
        return await http_exception_handler(request, error)
    headers = dict(error.headers or {})
    if kind is MethodNotAllowedError:
        headers["Allow"] = ", ".join(allowed_methods(request))
    return problem_response(kind, headers=headers)


async def _handle_validation_error(request: Request, error: Exception) -> Response:
    # Neither the input nor its context is repeated: it may be a password, and it may be
    # something that no JSON can carry (NaN, half of a surrogate pair).
    assert isinstance(error, RequestValidationError)  # noqa: S101
    return problem_response(
        UnprocessableError,
        errors=[
            FieldProblem(
                field=".".join(_printable(part) for part in each["loc"]),
                code=each["type"],
                message=_printable(each["msg"]),
            )
            for each in error.errors()[:_MOST_PROBLEMS]
        ],
    )


async def _handle_database_error(request: Request, error: Exception) -> Response:
    if isinstance(error, DBAPIError) and is_away(error):
        return await _handle_outage(request, error)
    if isinstance(error, DBAPIError) and not is_busy(error):
        raise error
    log.warning("database_busy", exc_info=error)
    return problem_response(DatabaseBusyError)


async def _handle_outage(request: Request, error: Exception) -> Response:
    # A driver says of a refused connection what the operating system says of it.
    log.error("database_away", exc_info=error)
    return problem_response(DatabaseAwayError)


def _printable(part: object) -> str:
    """Return a text that can be encoded, and that is not as long as a caller likes."""
    return str(part).encode("utf-8", "replace").decode("utf-8")[:_LONGEST_NAME]


def allowed_methods(request: Request) -> list[str]:
    """List every method that this path answers: more than one route may serve it."""
    routes: Sequence[BaseRoute] = request.app.router.routes
    return [
        method
        for method in _METHODS
        if any(
            route.matches({**request.scope, "method": method})[0] is Match.FULL for route in routes
        )
    ]
