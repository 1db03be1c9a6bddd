"""Every module of the application, one a line: the only list of them."""

from app.modules.auth.module import MODULE as AUTH
from app.modules.billing.module import MODULE as BILLING
from app.modules.notifications.module import MODULE as NOTIFICATIONS
from app.modules.tenants.module import MODULE as TENANTS

ALL = (
    AUTH,
    BILLING,
    NOTIFICATIONS,
    TENANTS,
)
