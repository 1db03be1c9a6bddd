"""Settings of mail: each is read from the environment as `SMTP_` and its name."""

from functools import lru_cache
from typing import Literal, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.core.config import get_settings

from .message import parse_sender

Security = Literal["starttls", "tls", "none"]


class EmailSettings(BaseSettings):
    """Where mails go, and from whom they come."""

    model_config = SettingsConfigDict(
        env_prefix="SMTP_", env_file=".env", extra="ignore", hide_input_in_errors=True
    )

    # Without a host mails are written to the log, where a developer finds the links in them.
    host: str | None = None
    port: int = Field(default=587, ge=1, le=65535)
    security: Security = "starttls"
    username: str | None = None
    password: SecretStr | None = None
    sender: str = "no-reply@localhost"
    timeout_seconds: float = Field(default=10.0, gt=0, description="For one mail, all in all.")

    @model_validator(mode="after")
    def _require_a_server(self) -> Self:
        parse_sender(self.sender)
        if (self.username is None) != (self.password is None):
            raise ValueError("SMTP_USERNAME and SMTP_PASSWORD go together")
        settings = get_settings()
        if not settings.is_deployed:
            return self
        for name in ("host", "sender"):
            if name not in self.model_fields_set or not getattr(self, name):
                raise ValueError(
                    f"SMTP_{name.upper()} must be set when ENVIRONMENT is {settings.environment}"
                )
        if self.username is not None and self.security == "none":
            raise ValueError("SMTP_SECURITY must not be none where a password is sent")
        return self


@lru_cache
def get_email_settings() -> EmailSettings:
    """Return the settings of this process, read once."""
    return EmailSettings()
