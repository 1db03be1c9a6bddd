"""Tries are counted by address and by account, and refused with the time to wait."""

import pytest

from app.modules.auth.config import AuthSettings
from app.modules.auth.exceptions import TooManyTriesError
from app.modules.auth.services.throttle import Throttle


def make_throttle(
    *, per_minute: int = 1000, per_hour: int = 1000, per_address: int = 1000
) -> Throttle:
    return Throttle(
        AuthSettings(
            tries_per_minute=per_minute,
            tries_per_hour=per_hour,
            tries_per_minute_and_address=per_address,
        )
    )


def test_the_refusal_says_how_long_to_wait() -> None:
    throttle = make_throttle(per_minute=1)
    throttle.count_guess("1.1.1.1", "ada@example.com")

    with pytest.raises(TooManyTriesError) as refused:
        throttle.count_guess("1.1.1.1", "ada@example.com")

    assert refused.value.headers is not None
    assert 1 <= int(refused.value.headers["Retry-After"]) <= 60


def test_another_address_and_another_account_are_counted_apart() -> None:
    throttle = make_throttle(per_minute=1)

    throttle.count_guess("1.1.1.1", "ada@example.com")
    throttle.count_guess("2.2.2.2", "ada@example.com")
    throttle.count_guess("1.1.1.1", "bob@example.com")


def test_many_addresses_together_are_refused_at_one_account() -> None:
    throttle = make_throttle(per_hour=2)
    throttle.count_guess("1.1.1.1", "ada@example.com")
    throttle.count_guess("2.2.2.2", "ada@example.com")

    with pytest.raises(TooManyTriesError):
        throttle.count_guess("3.3.3.3", "ada@example.com")


def test_an_address_that_is_refused_does_not_lock_out_the_others() -> None:
    throttle = make_throttle(per_minute=1, per_hour=2)
    throttle.count_guess("1.1.1.1", "ada@example.com")
    for _ in range(5):
        with pytest.raises(TooManyTriesError):
            throttle.count_guess("1.1.1.1", "ada@example.com")

    throttle.count_guess("2.2.2.2", "ada@example.com")


def test_an_address_that_tries_many_accounts_is_refused() -> None:
    throttle = make_throttle(per_address=2)
    throttle.count_visit("1.1.1.1")
    throttle.count_visit("1.1.1.1")

    with pytest.raises(TooManyTriesError):
        throttle.count_visit("1.1.1.1")
