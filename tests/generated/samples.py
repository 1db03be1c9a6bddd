"""Reads an OpenAPI document: its operations, and values that they accept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

METHODS = ("get", "post", "put", "patch", "delete")
TEXTS = ("draft", "ada@example.com", "1.5", "correct horse battery staple", "x" * 64, "1")
FORMATS = {
    "uuid": "0199f0a0-0000-7000-8000-000000000000",
    "date": "2026-11-20",
    "date-time": "2026-11-20T12:00:00Z",
}


@dataclass(frozen=True)
class Operation:
    """One operation: how it is asked, and what it takes."""

    method: str
    path: str
    parameters: tuple[dict[str, Any], ...]
    body: dict[str, Any] | None
    is_guarded: bool

    def __str__(self) -> str:
        """Name it as people do."""
        return f"{self.method} {self.path}"

    def names(self, place: str) -> list[str]:
        """Return the names of the parameters that stand in `path` or in `query`."""
        return [parameter["name"] for parameter in self.parameters if parameter["in"] == place]


class Document:
    """An OpenAPI document."""

    def __init__(self, document: dict[str, Any]) -> None:
        """Read the document, as JSON gave it."""
        self.document = document

    def operations(self) -> Iterator[Operation]:
        """Yield every operation."""
        for path, item in self.document["paths"].items():
            for method in METHODS:
                if method in item:
                    yield self._operation(path, method, item[method])

    def _operation(self, path: str, method: str, item: dict[str, Any]) -> Operation:
        content = item.get("requestBody", {}).get("content", {})
        body = content.get("application/json", {}).get("schema")
        return Operation(
            method=method.upper(),
            path=path,
            parameters=tuple(item.get("parameters", ())),
            body=None if body is None else self.resolved(body),
            is_guarded=bool(item.get("security")),
        )

    def resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Follow a reference to where it leads."""
        while "$ref" in schema:
            found: Any = self.document
            for part in schema["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            schema = found
        return schema

    def sample(self, schema: dict[str, Any]) -> Any:
        """Return a value that the schema accepts, with every property in it."""
        schema = self.resolved(schema)
        for key in ("anyOf", "oneOf", "allOf"):
            if key in schema:
                return self.sample(schema[key][0])
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][0]
        match schema.get("type"):
            case "object":
                return {name: self.sample(of) for name, of in schema.get("properties", {}).items()}
            case "array":
                return [self.sample(schema["items"])] * schema.get("minItems", 0)
            case "integer" | "number":
                return max(1, schema.get("minimum", 1))
            case "boolean":
                return True
            case "null":
                return None
            case _:
                return text(schema)


def text(schema: dict[str, Any]) -> str:
    """Return a text that the schema accepts."""
    if schema.get("format") in FORMATS:
        return FORMATS[schema["format"]]
    least, most = schema.get("minLength", 0), schema.get("maxLength", 10**6)
    pattern = re.compile(schema.get("pattern", ""))
    for candidate in TEXTS:
        if least <= len(candidate) <= most and pattern.search(candidate):
            return candidate
    raise AssertionError(f"no text fits {schema}")
