"""What callers receive."""

from uuid import UUID

from pydantic import Field

from app.core.schemas import ResponseModel


class AccountResponse(ResponseModel):
    """A user, as that user may see it, and what the token that was sent is good for."""

    id: UUID
    email: str | None = Field(description="If the issuer says that it is verified.")
    scopes: list[str]
