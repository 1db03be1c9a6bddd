"""What follows in billing from what happens elsewhere."""

from app.core.events import Listener
from app.modules.articles.events import ArticleCreated


def on_article_created(event: ArticleCreated) -> None:
    """Bill it."""


LISTENERS = (Listener(ArticleCreated, on_article_created),)
