"""Requests are refused at the door."""

from typing import Any

import pytest
from pydantic import ValidationError

from app.core.ids import new_id
from app.modules.auth.schemas.requests import (
    KeyIssueRequest,
    KeyRotateRequest,
    UserCreateRequest,
    UserUpdateRequest,
)


def issue(**changes: Any) -> KeyIssueRequest:
    body = {"user_id": str(new_id()), "name": "export", "scopes": ["read"], **changes}
    return KeyIssueRequest.model_validate(body)


@pytest.mark.parametrize("days", [1, 3650, 30.0, None])
def test_a_key_is_good_for_one_day_to_ten_years(days: float | None) -> None:
    assert issue(days=days).days == days


@pytest.mark.parametrize("days", [0, -1, 3651, 2**70, 1.5, True, "30"])
def test_other_spans_are_refused(days: object) -> None:
    with pytest.raises(ValidationError):
        issue(days=days)


@pytest.mark.parametrize(
    "scopes", [[], ["read", "read"], ["root"], ["READ"], "read", [None], ["read "], ["read"] * 9]
)
def test_scopes_that_do_not_exist_or_are_said_twice_are_refused(scopes: object) -> None:
    with pytest.raises(ValidationError):
        issue(scopes=scopes)


@pytest.mark.parametrize("hours", [-1, 721, True, "1"])
def test_an_overlap_lasts_from_nothing_to_a_month(hours: object) -> None:
    assert KeyRotateRequest.model_validate({"hours": 0}).hours == 0
    with pytest.raises(ValidationError):
        KeyRotateRequest.model_validate({"hours": hours})


@pytest.mark.parametrize("name", ["", "a" * 201, "a\x00b", "\ud800", 1, None])
def test_a_name_that_cannot_be_stored_is_refused(name: object) -> None:
    with pytest.raises(ValidationError):
        UserCreateRequest.model_validate({"name": name})
    with pytest.raises(ValidationError):
        issue(name=name)


def test_what_is_not_given_is_not_changed() -> None:
    assert UserUpdateRequest.model_validate({}).model_dump(exclude_unset=True) == {}
