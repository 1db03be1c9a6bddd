"""What the domain of loans asks for."""

import typing
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from .model import Loan


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanQuery:
    """A page of those that have these values, in the order of one of them: `-` turns it round."""

    values: dict[str, object]
    order: str
    page: int
    per_page: int


class LoanRepository(typing.Protocol):
    """The loans that were not deleted."""

    async def add(self, entity: Loan) -> None:
        """Keep a new one; raise if it holds a value that must be unique and is not."""

    async def save(self, entity: Loan) -> None:
        """Keep what has changed of it; raise as `add` does."""

    async def get(self, entity_id: UUID) -> Loan | None:
        """Return the one with this id, if there is one."""

    async def get_for_update(self, entity_id: UUID) -> Loan | None:
        """Return it as it is now, and keep others from changing it until the commit."""

    async def get_many(self, entity_ids: Sequence[UUID]) -> Sequence[Loan]:
        """Return those with these ids, in no particular order."""

    async def find(self, query: LoanQuery) -> tuple[Sequence[Loan], int]:
        """Return a page of those that fit, and how many fit in all."""
