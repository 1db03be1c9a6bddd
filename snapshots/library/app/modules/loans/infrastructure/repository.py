"""Reads and writes the loans table."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import flag_modified

from app.core.db.engine import is_unique_violation

from ..domain.model import Loan
from ..domain.ports import LoanQuery
from ..exceptions import LoanAlreadyExistsError
from .orm import TABLE

_ALL = sa.select(Loan)
_LIVING = _ALL.where(TABLE.c.deleted_at.is_(None))
_BY_ID = _LIVING.where(TABLE.c.id == sa.bindparam("entity_id"))
# What the session has read before may be out of date by the time the lock is there.
_FOR_UPDATE = _BY_ID.with_for_update(key_share=True).execution_options(populate_existing=True)


class SqlLoanRepository:
    """The loans of a session that were not deleted."""

    model = Loan

    def __init__(self, session: AsyncSession) -> None:
        """Work in this session; its unit of work commits."""
        self.session = session

    async def add(self, entity: Loan) -> None:
        """Write a new row; raise if it holds a value that must be unique and is not."""
        self.session.add(entity)
        await self._flush()

    async def save(self, entity: Loan) -> None:
        """Write what has changed; raise if it holds a value that must be unique and is not."""
        self.session.add(entity)
        # To SQLAlchemy `true` is 1: a change from one to the other would not be written.
        flag_modified(entity, "extra")
        await self._flush()

    async def get(self, entity_id: UUID) -> Loan | None:
        """Return the one with this id, if there is one."""
        return (await self.session.scalars(_BY_ID, {"entity_id": entity_id})).one_or_none()

    async def get_for_update(self, entity_id: UUID) -> Loan | None:
        """Return it as it is now, and keep others from changing it until the commit."""
        return (await self.session.scalars(_FOR_UPDATE, {"entity_id": entity_id})).one_or_none()

    async def get_many(
        self, entity_ids: Sequence[UUID], *, with_deleted: bool = False
    ) -> Sequence[Loan]:
        """Return those with these ids in one query, in no particular order."""
        rows = _ALL if with_deleted else _LIVING
        return (await self.session.scalars(rows.where(TABLE.c.id.in_(entity_ids)))).all()

    async def find(self, query: LoanQuery) -> tuple[Sequence[Loan], int]:
        """Return a page of those that fit, and how many fit in all."""
        fitting = _LIVING.where(*(TABLE.c[name] == value for name, value in query.values.items()))
        # The id breaks ties: without it a row could appear on two pages, or on none.
        order = (TABLE.c[query.order.removeprefix("-")], TABLE.c.id)
        if query.order.startswith("-"):
            page = fitting.order_by(*(column.desc() for column in order))
        else:
            page = fitting.order_by(*order)
        page = page.limit(query.per_page).offset((query.page - 1) * query.per_page)
        total = fitting.with_only_columns(sa.func.count(), maintain_column_froms=True)
        entities = (await self.session.scalars(page)).all()
        return entities, await self.session.scalar(total) or 0

    async def _flush(self) -> None:
        try:
            await self.session.flush()
        except sa.exc.IntegrityError as error:
            if not is_unique_violation(error):
                raise
            raise LoanAlreadyExistsError from error
