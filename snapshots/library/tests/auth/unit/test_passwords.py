"""Passwords are hashed with Argon2id, each with a salt of its own."""

import pytest
from pydantic import SecretStr

from app.modules.auth.config import AuthSettings
from app.modules.auth.services.passwords import PasswordHasher

CHEAP = AuthSettings(password_memory_kib=8, password_iterations=1)


@pytest.fixture
def hasher() -> PasswordHasher:
    return PasswordHasher(CHEAP)


async def test_a_password_belongs_to_its_hash_and_another_does_not(hasher: PasswordHasher) -> None:
    password_hash = await hasher.hash(SecretStr("correct horse"))

    assert await hasher.verify(SecretStr("correct horse"), password_hash) == (True, None)
    assert await hasher.verify(SecretStr("battery staple"), password_hash) == (False, None)


async def test_two_hashes_of_one_password_differ(hasher: PasswordHasher) -> None:
    password = SecretStr("correct horse")

    assert await hasher.hash(password) != await hasher.hash(password)


async def test_the_settings_decide_what_a_hash_costs() -> None:
    hasher = PasswordHasher(AuthSettings(password_memory_kib=16, password_iterations=3))

    password_hash = await hasher.hash(SecretStr("correct horse"))

    assert password_hash.startswith("$argon2id$v=19$m=16,t=3,p=1$")


async def test_a_hash_of_other_settings_is_made_anew(hasher: PasswordHasher) -> None:
    password = SecretStr("correct horse")
    dearer = PasswordHasher(AuthSettings(password_memory_kib=16, password_iterations=1))

    is_right, new_hash = await dearer.verify(password, await hasher.hash(password))

    assert is_right
    assert new_hash is not None
    assert await dearer.verify(password, new_hash) == (True, None)


@pytest.mark.parametrize("password", ["\x00" * 8, "🐎" * 128, " " * 8])
async def test_any_text_can_be_a_password(hasher: PasswordHasher, password: str) -> None:
    password_hash = await hasher.hash(SecretStr(password))

    assert await hasher.verify(SecretStr(password), password_hash) == (True, None)
