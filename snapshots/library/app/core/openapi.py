"""The OpenAPI description: what FastAPI derives, and what every route has in common here."""

from collections.abc import Callable, Iterator
from typing import Any

from fastapi import FastAPI
from pydantic.json_schema import models_json_schema

from app.core.errors import (
    BadRequestError,
    PayloadTooLargeError,
    Problem,
    ServiceUnavailableError,
    UnprocessableError,
    ValidationProblem,
    problems,
)
from app.core.routers import API_PREFIX

_VALIDATION = str(UnprocessableError.status.value)
_OF_A_BODY = problems(BadRequestError.status, PayloadTooLargeError.status)
_OF_PARAMETERS = problems(UnprocessableError.status)
_OF_MODULES = problems(ServiceUnavailableError.status)
_REPLACED = ("HTTPValidationError", "ValidationError")


def install_openapi(app: FastAPI) -> None:
    """Describe the errors that the kernel answers for all routes, as the problems that they are."""
    derive: Callable[[], dict[str, Any]] = app.openapi

    def describe() -> dict[str, Any]:
        if app.openapi_schema is None:
            description = derive()
            for path, operation in _operations(description):
                _describe_problems(path, operation)
            schemas = description.setdefault("components", {}).setdefault("schemas", {})
            for name in _REPLACED:
                schemas.pop(name, None)
            schemas.update(_problem_schemas())
            app.openapi_schema = description
        return app.openapi_schema

    app.openapi = describe  # type: ignore[method-assign]


def _operations(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, operations in description["paths"].items():
        for operation in operations.values():
            yield path, operation


def _describe_problems(path: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    if path.startswith(f"{API_PREFIX}/"):
        responses.update({str(status): each for status, each in _OF_MODULES.items()})
    if _VALIDATION in responses:
        responses.update({str(status): each for status, each in _OF_PARAMETERS.items()})
    if "requestBody" in operation:
        responses.update({str(status): each for status, each in _OF_A_BODY.items()})
    operation["responses"] = dict(sorted(responses.items()))


def _problem_schemas() -> dict[str, Any]:
    _, definitions = models_json_schema(
        [(Problem, "serialization"), (ValidationProblem, "serialization")],
        ref_template="#/components/schemas/{model}",
    )
    schemas: dict[str, Any] = definitions["$defs"]
    return schemas
