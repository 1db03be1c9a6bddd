"""What the domain of fines asks for."""

import typing
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from .model import Fine


@dataclass(frozen=True, slots=True, kw_only=True)
class FineQuery:
    """A page of those that have these values, in the order of one of them: `-` turns it round."""

    values: dict[str, object]
    order: str
    page: int
    per_page: int


class FineRepository(typing.Protocol):
    """The fines that were not deleted."""

    async def add(self, entity: Fine) -> None:
        """Keep a new one; raise if it holds a value that must be unique and is not."""

    async def save(self, entity: Fine) -> None:
        """Keep what has changed of it; raise as `add` does."""

    async def get(self, entity_id: UUID) -> Fine | None:
        """Return the one with this id, if there is one."""

    async def get_for_update(self, entity_id: UUID) -> Fine | None:
        """Return it as it is now, and keep others from changing it until the commit."""

    async def get_many(self, entity_ids: Sequence[UUID]) -> Sequence[Fine]:
        """Return those with these ids, in no particular order."""

    async def find(self, query: FineQuery) -> tuple[Sequence[Fine], int]:
        """Return a page of those that fit, and how many fit in all."""
