"""Every module of the application, one a line: the only list of them."""

from app.modules.auth.module import MODULE as AUTH
from app.modules.orders.module import MODULE as ORDERS
from app.modules.payments.module import MODULE as PAYMENTS
from app.modules.products.module import MODULE as PRODUCTS

ALL = (
    AUTH,
    ORDERS,
    PAYMENTS,
    PRODUCTS,
)
