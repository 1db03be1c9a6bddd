"""Settings of the cache, each with `CACHE_` before its name."""

from functools import lru_cache
from typing import Annotated, Self

from pydantic import Field, RedisDsn, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.core.config import get_settings


class CacheSettings(BaseSettings):
    """What may differ from one deployment to the next."""

    model_config = SettingsConfigDict(
        env_file=".env", env_prefix="CACHE_", extra="ignore", hide_input_in_errors=True
    )

    url: RedisDsn | None = None
    # Before every key: applications that share a Redis need one each.
    prefix: Annotated[str, Field(pattern=r"^[a-z0-9_.:-]+$")] = "cache"
    # How many values a process keeps by itself, without a Redis.
    memory_entries: Annotated[int, Field(ge=1)] = 10_000
    # A Redis that takes longer than this for an answer is slower than the database would be.
    timeout_seconds: Annotated[float, Field(gt=0)] = 0.25
    # How long a Redis that did not answer is left alone.
    rest_seconds: Annotated[float, Field(gt=0)] = 5.0

    @model_validator(mode="after")
    def _require_redis(self) -> Self:
        if self.url is None and get_settings().is_deployed:
            environment = get_settings().environment
            raise ValueError(f"CACHE_URL must be set when ENVIRONMENT is {environment}")
        return self


@lru_cache
def get_cache_settings() -> CacheSettings:
    """Return the settings of this process, read once."""
    return CacheSettings()
