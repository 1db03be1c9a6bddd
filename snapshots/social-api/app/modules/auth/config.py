"""Settings of this module: each is read from the environment as `AUTH_` and its name."""

from functools import lru_cache
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.core.config import get_settings


class AuthSettings(BaseSettings):
    """Whose tokens are accepted, and how long the keys of the issuer are believed."""

    model_config = SettingsConfigDict(env_prefix="AUTH_", env_file=".env", extra="ignore")

    issuer_url: str | None = None
    audience: str | None = None
    leeway_seconds: int = Field(default=30, ge=0, le=300)
    keys_fresh_minutes: int = Field(default=60, ge=1)
    keys_retry_seconds: int = Field(
        default=10, ge=1, description="The issuer is asked once in this time, whatever happens."
    )
    keys_trusted_hours: int = Field(
        default=24, ge=1, description="After which keys that could not be fetched anew are over."
    )
    batch_limit: int = Field(default=1_000, ge=1, description="Ids that one batch getter takes.")

    @property
    def is_configured(self) -> bool:
        """Say whether there is an issuer: without one no token can be accepted."""
        return bool(self.issuer_url and self.audience)

    @model_validator(mode="after")
    def _require_an_issuer(self) -> Self:
        environment = get_settings().environment
        for name, value in (("ISSUER_URL", self.issuer_url), ("AUDIENCE", self.audience)):
            if value:
                continue
            if get_settings().is_deployed:
                raise ValueError(f"AUTH_{name} must be set when ENVIRONMENT is {environment}")
            if self.issuer_url or self.audience:
                raise ValueError(f"AUTH_{name} must be set too: one is of no use without the other")
        return self

    @model_validator(mode="after")
    def _require_a_safe_url(self) -> Self:
        if self.issuer_url:
            url = urlsplit(self.issuer_url)
            if url.scheme not in {"http", "https"} or not url.hostname or url.query or url.fragment:
                raise ValueError("AUTH_ISSUER_URL must be the URL of an issuer, as in its tokens")
            if url.scheme == "http" and get_settings().is_deployed:
                raise ValueError("AUTH_ISSUER_URL must begin with https: its keys are believed")
        return self


@lru_cache
def get_auth_settings() -> AuthSettings:
    """Return the settings of this process, read once."""
    return AuthSettings()
