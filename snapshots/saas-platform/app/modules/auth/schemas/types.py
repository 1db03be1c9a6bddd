"""The types of scopes and of spans of time."""

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from ..scopes import Scope


def _refuse_doubles(scopes: list[Scope]) -> list[Scope]:
    if len(set(scopes)) < len(scopes):
        raise ValueError("each scope is said once")
    return scopes


def _refuse_lookalikes(value: Any) -> Any:
    if isinstance(value, bool | str):
        raise ValueError("a number is required")  # noqa: TRY004
    return value


Scopes = Annotated[
    list[Scope],
    Field(min_length=1, max_length=len(Scope), json_schema_extra={"uniqueItems": True}),
    AfterValidator(_refuse_doubles),
]
# The bounds stand next to their number: behind a validator they would not reach the description.
Days = Annotated[int, Field(ge=1, le=3650), BeforeValidator(_refuse_lookalikes)]
Hours = Annotated[int, Field(ge=0, le=720), BeforeValidator(_refuse_lookalikes)]
