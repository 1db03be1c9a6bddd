"""Settings of the rate limit, each with `RATE_LIMIT_` before its name."""

from functools import lru_cache
from typing import Annotated

from limits import RateLimitItem, parse_many
from pydantic import AfterValidator, Field, RedisDsn
from pydantic_settings import BaseSettings, SettingsConfigDict


def read_limit(text: str) -> RateLimitItem:
    """Return the limit that a text such as `120/minute` or `10 per 5 seconds` says."""
    limits = parse_many(text)
    if len(limits) != 1 or limits[0].amount < 1:
        raise ValueError("one limit is wanted, such as 120/minute")
    return limits[0]


def _is_limit(text: str) -> str:
    read_limit(text)
    return text


Limit = Annotated[str, AfterValidator(_is_limit)]


class RateLimitSettings(BaseSettings):
    """What may differ from one deployment to the next."""

    model_config = SettingsConfigDict(
        env_file=".env", env_prefix="RATE_LIMIT_", extra="ignore", hide_input_in_errors=True
    )

    # For one credential, or for one address that shows none.
    default: Limit = "120/minute"
    # For one address whatever it shows: credentials are counted before anybody has checked them.
    address: Limit = "1200/minute"
    # Without a Redis every process counts for itself.
    storage_url: RedisDsn | None = None
    # Before every key: applications that share a Redis need one each.
    prefix: Annotated[str, Field(pattern=r"^[a-z0-9_.:-]+$")] = "rate-limit"


@lru_cache
def get_rate_limit_settings() -> RateLimitSettings:
    """Return the settings of this process, read once."""
    return RateLimitSettings()
