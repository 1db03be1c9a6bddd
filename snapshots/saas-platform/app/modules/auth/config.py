"""Settings of this module: each is read from the environment as `AUTH_` and its name."""

from datetime import timedelta
from functools import lru_cache

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class AuthSettings(BaseSettings):
    """How long keys live."""

    model_config = SettingsConfigDict(env_prefix="AUTH_", env_file=".env", extra="ignore")

    key_days: int = Field(
        default=365, ge=1, le=3650, description="Of a key for which nothing else is said."
    )
    rotation_hours: int = Field(
        default=24, ge=0, le=720, description="That a key works beside the one that replaces it."
    )
    batch_limit: int = Field(default=1_000, ge=1, description="Ids that one batch getter takes.")

    @property
    def key_lifetime(self) -> timedelta:
        """How long a key is good, unless it is said when it is issued."""
        return timedelta(days=self.key_days)

    @property
    def rotation_overlap(self) -> timedelta:
        """How long a key works beside the one that replaces it."""
        return timedelta(hours=self.rotation_hours)


@lru_cache
def get_auth_settings() -> AuthSettings:
    """Return the settings of this process, read once."""
    return AuthSettings()
