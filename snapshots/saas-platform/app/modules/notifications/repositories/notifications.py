"""Reads and writes the notifications table."""

from typing import get_args

from app.core.repository import SoftDeleteRepository

from ..models import Notification
from ..schemas.filters import NotificationFilters, Sorting
from ..schemas.requests import NotificationCreate, NotificationUpdate


class NotificationRepository(
    SoftDeleteRepository[Notification, NotificationCreate, NotificationUpdate]
):
    """The notifications that were not deleted."""

    model = Notification
    filterable = NotificationFilters.filterable()
    sortable = frozenset(name.removeprefix("-") for name in get_args(Sorting))
