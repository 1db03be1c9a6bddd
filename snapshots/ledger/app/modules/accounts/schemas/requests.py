"""What callers send to create and to change accounts."""

from pydantic import MISSING

from app.core.schemas import RequestModel, ShortText

from ..models import KindChoice


class AccountCreate(RequestModel):
    """A new account."""

    number: ShortText
    kind: KindChoice


class AccountUpdate(RequestModel):
    """What is to change: a field that is absent stays as it is."""

    number: ShortText | MISSING = MISSING
    kind: KindChoice | MISSING = MISSING
