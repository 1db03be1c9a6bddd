"""What a request brings along to prove who sends it."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from ..exceptions import MissingTokenError

# Without auto_error=False the answer would be FastAPI's, not one of our problems.
_bearer = HTTPBearer(
    bearerFormat="JWT", description="The access token of a session.", auto_error=False
)


async def get_bearer_token(
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> str:
    """Give a route the bearer token of the request, of which nothing is known yet."""
    if credentials is None:
        raise MissingTokenError
    return credentials.credentials


async def get_client_address(request: Request) -> str:
    """Give a route the address of whoever asks.

    Behind a proxy this is the proxy, unless uvicorn is told to trust it (`FORWARDED_ALLOW_IPS`).
    """
    return request.client.host if request.client else "unknown"


BearerTokenDep = Annotated[str, Depends(get_bearer_token)]
ClientAddressDep = Annotated[str, Depends(get_client_address)]
