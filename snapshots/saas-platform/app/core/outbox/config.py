"""Settings of the outbox."""

from functools import lru_cache

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class OutboxSettings(BaseSettings):
    """How events are delivered."""

    model_config = SettingsConfigDict(env_prefix="OUTBOX_", env_file=".env", extra="ignore")

    # Whether this process delivers; at least one that knows all modules must.
    relay: bool = True
    # A commit in the same process wakes the relay at once; what others wrote it finds this late.
    poll_seconds: float = Field(default=1.0, gt=0)
    batch_size: int = Field(default=20, ge=1)
    # A listener that takes longer has failed.
    listener_seconds: float = Field(default=30.0, gt=0)
    # What a killed process was about to deliver is delivered by another one this much later.
    lease_seconds: float = Field(default=60.0, gt=0)
    # Between two tries; doubled from try to try, up to an hour.
    retry_seconds: float = Field(default=1.0, gt=0)
    # Then it is parked: `manage outbox list`, `manage outbox retry`.
    max_attempts: int = Field(default=10, ge=1)
    # How long it is known what was delivered, and so how late a redelivery is recognised.
    retention_days: float = Field(default=7.0, gt=0)


@lru_cache
def get_outbox_settings() -> OutboxSettings:
    """Return the settings of this process, read once."""
    return OutboxSettings()
