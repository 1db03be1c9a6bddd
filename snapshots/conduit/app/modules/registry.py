"""Every module of the application, one a line: the only list of them."""

from app.modules.articles.module import MODULE as ARTICLES
from app.modules.auth.module import MODULE as AUTH
from app.modules.comments.module import MODULE as COMMENTS

ALL = (
    ARTICLES,
    AUTH,
    COMMENTS,
)
