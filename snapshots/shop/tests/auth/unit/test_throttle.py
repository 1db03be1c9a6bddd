"""Tries are counted by address and by account, and refused with the time to wait."""

import time
from contextlib import suppress

import pytest

from app.modules.auth.config import AuthSettings
from app.modules.auth.exceptions import TooManyTriesError
from app.modules.auth.services.throttle import Throttle

TWENTY_MINUTES = 20 * 60
FOUR_HOURS = 12 * TWENTY_MINUTES


def make_throttle(
    *,
    per_minute: int = 1000,
    per_hour_from_one: int = 400,
    per_hour: int = 1000,
    per_address: int = 1000,
) -> Throttle:
    return Throttle(
        AuthSettings(
            tries_per_minute=per_minute,
            tries_per_hour_from_one_address=per_hour_from_one,
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
    throttle = make_throttle(per_hour_from_one=1, per_hour=3)
    for address in ("1.1.1.1", "2.2.2.2", "3.3.3.3"):
        throttle.count_guess(address, "ada@example.com")

    with pytest.raises(TooManyTriesError):
        throttle.count_guess("4.4.4.4", "ada@example.com")


def test_an_address_that_is_refused_does_not_lock_out_the_others() -> None:
    throttle = make_throttle(per_minute=1, per_hour_from_one=1, per_hour=3)
    throttle.count_guess("1.1.1.1", "ada@example.com")
    for _ in range(5):
        with pytest.raises(TooManyTriesError):
            throttle.count_guess("1.1.1.1", "ada@example.com")

    throttle.count_guess("2.2.2.2", "ada@example.com")


def test_an_address_that_guesses_slowly_never_locks_out_the_owner(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    throttle = Throttle(AuthSettings())
    start = time.time()

    for seconds in range(0, FOUR_HOURS, 12):
        monkeypatch.setattr(time, "time", lambda now=start + seconds: now)
        with suppress(TooManyTriesError):
            throttle.count_guess("1.1.1.1", "ada@example.com")
        if seconds % TWENTY_MINUTES == 0:
            throttle.count_guess("2.2.2.2", "ada@example.com")


def test_an_address_that_tries_many_accounts_is_refused() -> None:
    throttle = make_throttle(per_address=2)
    throttle.count_visit("1.1.1.1")
    throttle.count_visit("1.1.1.1")

    with pytest.raises(TooManyTriesError):
        throttle.count_visit("1.1.1.1")
