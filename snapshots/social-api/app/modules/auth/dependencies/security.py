"""What a request brings along to prove who sends it."""

from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from ..exceptions import MissingTokenError

# Without auto_error=False the answer would be FastAPI's, not one of our problems.
_bearer = HTTPBearer(
    bearerFormat="JWT",
    description="An access token of the OpenID Connect issuer that this API trusts.",
    auto_error=False,
)


async def get_bearer_token(
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> str:
    """Give a route the bearer token of the request, of which nothing is known yet."""
    if credentials is None:
        raise MissingTokenError
    return credentials.credentials


BearerTokenDep = Annotated[str, Depends(get_bearer_token)]
