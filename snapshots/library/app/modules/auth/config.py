"""Settings of this module: each is read from the environment as `AUTH_` and its name."""

from datetime import timedelta
from functools import lru_cache
from typing import Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.core.config import get_settings

_DEVELOPMENT_KEY = "for-development-only-and-refused-once-deployed"
# RFC 7518, section 3.2: a key for HS256 is at least as long as the hash.
_SHORTEST_KEY_BYTES = 32


class AuthSettings(BaseSettings):
    """How tokens are signed, how long they live, and how dear a guess is."""

    model_config = SettingsConfigDict(
        env_prefix="AUTH_", env_file=".env", extra="ignore", hide_input_in_errors=True
    )

    secret_key: SecretStr = SecretStr(_DEVELOPMENT_KEY)
    issuer: str = "auth"
    audience: str = "api"
    access_token_minutes: int = Field(default=15, ge=1)
    refresh_token_days: int = Field(
        default=30, ge=1, description="From signing in; refreshing does not prolong it."
    )
    # The Argon2id profile of the OWASP password storage cheat sheet; one lane.
    password_memory_kib: int = Field(default=19 * 1024, ge=8)
    password_iterations: int = Field(default=2, ge=1)
    tries_per_minute: int = Field(
        default=5, ge=1, description="At one password, from one client address."
    )
    tries_per_hour_from_one_address: int = Field(
        default=20, ge=1, description="At one password; less than half of those from everywhere."
    )
    tries_per_hour: int = Field(
        default=100, ge=1, description="At one password, from wherever they come."
    )
    tries_per_minute_and_address: int = Field(
        default=60, ge=1, description="At signing in and registering, whoever is meant."
    )
    batch_limit: int = Field(default=1_000, ge=1, description="Ids that one batch getter takes.")

    @property
    def access_token_lifetime(self) -> timedelta:
        """How long an access token is good for."""
        return timedelta(minutes=self.access_token_minutes)

    @property
    def refresh_token_lifetime(self) -> timedelta:
        """How long after signing in a refresh token is good for."""
        return timedelta(days=self.refresh_token_days)

    @model_validator(mode="after")
    def _require_a_real_key(self) -> Self:
        key = self.secret_key.get_secret_value()
        if len(key.encode()) < _SHORTEST_KEY_BYTES:
            raise ValueError(f"AUTH_SECRET_KEY must have at least {_SHORTEST_KEY_BYTES} bytes")
        if key == _DEVELOPMENT_KEY and get_settings().is_deployed:
            environment = get_settings().environment
            raise ValueError(f"AUTH_SECRET_KEY must be set when ENVIRONMENT is {environment}")
        return self

    @model_validator(mode="after")
    def _require_tries_for_others(self) -> Self:
        # An hour of the password may meet two of an address, which begin when it comes.
        if self.tries_per_hour <= 2 * self.tries_per_hour_from_one_address:
            raise ValueError(
                "AUTH_TRIES_PER_HOUR must be more than twice AUTH_TRIES_PER_HOUR_FROM_ONE_ADDRESS: "
                "one address could use it up, and lock out the owner of the account"
            )
        return self


@lru_cache
def get_auth_settings() -> AuthSettings:
    """Return the settings of this process, read once."""
    return AuthSettings()
