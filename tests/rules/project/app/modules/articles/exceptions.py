"""What can go wrong in articles."""


class ArticleNotFoundError(Exception):
    """No such row."""
