"""What callers receive of billings."""

import datetime as dt
from uuid import UUID

from app.core.schemas import DecimalText, ResponseModel


class BillingResponse(ResponseModel):
    """One billing."""

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    amount: DecimalText
    due_on: dt.date
    tenant_id: UUID
