"""What callers receive of tenants."""

import datetime as dt
from uuid import UUID

from app.core.schemas import ResponseModel

from ..models import PlanChoice


class TenantResponse(ResponseModel):
    """One tenant."""

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    name: str
    plan: PlanChoice
    owner_id: UUID
