"""Every module of the application, one a line: the only list of them."""

from app.modules.accounts.module import MODULE as ACCOUNTS
from app.modules.bookings.module import MODULE as BOOKINGS

ALL = (
    ACCOUNTS,
    BOOKINGS,
)
