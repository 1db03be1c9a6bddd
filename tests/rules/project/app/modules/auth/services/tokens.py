"""What proves who somebody is."""

import secrets


def new_token() -> str:
    """Return a text that nobody can guess."""
    return secrets.token_urlsafe()
