"""The only list of modules."""

from app.modules.articles.module import MODULE as ARTICLES
from app.modules.auth.module import MODULE as AUTH
from app.modules.billing.module import MODULE as BILLING

ALL = (ARTICLES, AUTH, BILLING)
