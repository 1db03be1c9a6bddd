"""A limit is said in words, and a wrong one is refused when the application is built."""

import pytest
from pydantic import ValidationError

from app.core.rate_limit.config import RateLimitSettings, read_limit


@pytest.mark.parametrize(
    ("text", "amount", "seconds"),
    [("120/minute", 120, 60), ("5 per second", 5, 1), ("10/5 minutes", 10, 300)],
)
def test_a_limit_is_read(text: str, amount: int, seconds: int) -> None:
    limit = read_limit(text)

    assert (limit.amount, limit.get_expiry()) == (amount, seconds)


@pytest.mark.parametrize("text", ["", "many", "0/minute", "1/minute;5/hour", "-1/minute"])
def test_what_is_no_limit_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        RateLimitSettings(default=text)
