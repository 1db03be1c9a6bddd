"""What happened, and who wants to know."""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict


class DomainEvent(BaseModel):
    """Something that happened, in ids and plain values."""

    model_config = ConfigDict(frozen=True)


@dataclass(frozen=True)
class Listener:
    """A function that wants to know of one kind of event."""

    event: type[DomainEvent]
    handle: Callable[[DomainEvent], None]
