"""What can go wrong in auth."""


class UserNotFoundError(Exception):
    """No such row."""
