"""Every module of the application, one a line: the only list of them."""

from app.modules.auth.module import MODULE as AUTH
from app.modules.authors.module import MODULE as AUTHORS
from app.modules.books.module import MODULE as BOOKS
from app.modules.fines.module import MODULE as FINES
from app.modules.loans.module import MODULE as LOANS

ALL = (
    AUTH,
    AUTHORS,
    BOOKS,
    FINES,
    LOANS,
)
