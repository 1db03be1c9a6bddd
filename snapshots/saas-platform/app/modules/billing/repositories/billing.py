"""Reads and writes the billings table."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import get_args
from uuid import UUID

import sqlalchemy as sa

from app.core.repository import SoftDeleteRepository

from ..models import Billing
from ..schemas.filters import BillingFilters, Sorting
from ..schemas.requests import BillingCreate, BillingUpdate


class BillingRepository(SoftDeleteRepository[Billing, BillingCreate, BillingUpdate]):
    """The billings that were not deleted."""

    model = Billing
    filterable = BillingFilters.filterable()
    sortable = frozenset(name.removeprefix("-") for name in get_args(Sorting))

    async def delete_by_tenant_id(self, entity_id: UUID) -> Sequence[UUID]:
        """Delete what belongs to it, and return the ids of that."""
        of_it = (Billing.tenant_id == entity_id, Billing.deleted_at.is_(None))
        # MySQL has no UPDATE ... RETURNING: what will change is locked first.
        found = (
            await self.session.scalars(sa.select(Billing.id).where(*of_it).with_for_update())
        ).all()
        for start in range(0, len(found), 1000):
            batch = Billing.id.in_(found[start : start + 1000])
            await self.session.execute(
                sa.update(Billing).where(batch).values(deleted_at=datetime.now(UTC))
            )
        return found
