"""What callers send to create and to change tenants."""

from uuid import UUID

from pydantic import MISSING

from app.core.schemas import RequestModel, ShortText

from ..models import PlanChoice


class TenantCreate(RequestModel):
    """A new tenant."""

    name: ShortText
    plan: PlanChoice
    owner_id: UUID


class TenantUpdate(RequestModel):
    """What is to change: a field that is absent stays as it is."""

    name: ShortText | MISSING = MISSING
    plan: PlanChoice | MISSING = MISSING
    owner_id: UUID | MISSING = MISSING
