"""A module's tests may look into it."""

from app.modules.articles.models import Article


def test_an_article_has_an_author() -> None:
    assert hasattr(Article, "author_id")
