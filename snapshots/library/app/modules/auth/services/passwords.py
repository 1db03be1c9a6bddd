"""Passwords: hashed with Argon2id, in a thread, because it is meant to take its time."""

import asyncio
from functools import lru_cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from pydantic import SecretStr

from ..config import AuthSettings, get_auth_settings


class PasswordHasher:
    """Hashes and verifies passwords without holding up the event loop."""

    def __init__(self, settings: AuthSettings) -> None:
        """Hash as dearly as the settings say; a hash made otherwise is still verified."""
        argon2 = Argon2Hasher(
            time_cost=settings.password_iterations,
            memory_cost=settings.password_memory_kib,
            parallelism=1,
        )
        self._passwords = PasswordHash([argon2])

    async def hash(self, password: SecretStr) -> str:
        """Return a new hash with a salt of its own."""
        return await asyncio.to_thread(self._passwords.hash, password.get_secret_value())

    async def verify(self, password: SecretStr, password_hash: str) -> tuple[bool, str | None]:
        """Say whether they belong together, and give a new hash if the settings have changed."""
        return await asyncio.to_thread(
            self._passwords.verify_and_update, password.get_secret_value(), password_hash
        )


@lru_cache
def get_password_hasher() -> PasswordHasher:
    """Return the hasher of this process."""
    return PasswordHasher(get_auth_settings())
