"""An event says what happened, and when, for good."""

import pytest
from pydantic import ValidationError

from app.core.events import DomainEvent


class LampLit(DomainEvent):
    """A lamp was lit."""

    room: str


def test_an_event_cannot_be_changed() -> None:
    event = LampLit(room="hall")

    with pytest.raises(ValidationError):
        event.room = "cellar"  # type: ignore[misc]


def test_an_event_knows_its_time_and_zone() -> None:
    assert LampLit(room="hall").occurred_at.tzinfo is not None
