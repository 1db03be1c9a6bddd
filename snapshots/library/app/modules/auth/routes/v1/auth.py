"""Registering, signing in and out, and the user's own account."""

from fastapi import APIRouter, Response, status

from app.core.errors import problems

from ...dependencies.security import BearerTokenDep, ClientAddressDep
from ...dependencies.services import AuthServiceDep
from ...exceptions import (
    InvalidCredentialsError,
    InvalidRefreshTokenError,
    TooManyTriesError,
    UserAlreadyExistsError,
    WrongPasswordError,
)
from ...gateway import CurrentUser
from ...schemas.requests import (
    ChangePasswordRequest,
    LoginRequest,
    RefreshTokenRequest,
    RegisterRequest,
    UpdateAccountRequest,
)
from ...schemas.responses import TokenResponse, UserResponse

PREFIX = "/auth"

arriving = APIRouter(prefix=PREFIX, tags=["auth"])
signed_in = APIRouter(prefix=PREFIX, tags=["auth"])


@arriving.post(
    "/register",
    status_code=status.HTTP_201_CREATED,
    responses=problems(UserAlreadyExistsError.status, TooManyTriesError.status),
)
async def register(
    request: RegisterRequest, address: ClientAddressDep, auth: AuthServiceDep
) -> UserResponse:
    """Make an account. Signing in is another step."""
    return UserResponse.model_validate(await auth.register(request, address))


@arriving.post(
    "/login", responses=problems(InvalidCredentialsError.status, TooManyTriesError.status)
)
async def login(
    request: LoginRequest, address: ClientAddressDep, auth: AuthServiceDep, response: Response
) -> TokenResponse:
    """Sign in: open a session and get its first two tokens."""
    forbid_caching(response)
    return TokenResponse.model_validate(await auth.login(request, address))


@arriving.post("/refresh", responses=problems(InvalidRefreshTokenError.status))
async def refresh_tokens(
    request: RefreshTokenRequest, auth: AuthServiceDep, response: Response
) -> TokenResponse:
    """Get two new tokens for a refresh token, which is then used up.

    A refresh token that is used twice ends the session.
    """
    forbid_caching(response)
    return TokenResponse.model_validate(await auth.refresh(request))


@arriving.post("/logout", status_code=status.HTTP_204_NO_CONTENT)
async def logout(request: RefreshTokenRequest, auth: AuthServiceDep) -> None:
    """Sign out: end the session of this refresh token, and with it all of its tokens."""
    await auth.logout(request)


@signed_in.get("/me")
async def get_me(user: CurrentUser) -> UserResponse:
    """Read one's own account."""
    return UserResponse.model_validate(user)


@signed_in.patch(
    "/me",
    responses=problems(
        WrongPasswordError.status, UserAlreadyExistsError.status, TooManyTriesError.status
    ),
)
async def update_me(
    request: UpdateAccountRequest, user: CurrentUser, auth: AuthServiceDep
) -> UserResponse:
    """Change one's own account."""
    return UserResponse.model_validate(await auth.update_account(request, user.id))


@signed_in.post(
    "/change-password",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(WrongPasswordError.status, TooManyTriesError.status),
)
async def change_password(
    request: ChangePasswordRequest, token: BearerTokenDep, auth: AuthServiceDep
) -> None:
    """Change one's own password; every other session of the user ends."""
    await auth.change_password(request, token)


def forbid_caching(response: Response) -> None:
    """Keep tokens out of caches (RFC 6749, section 5.1)."""
    response.headers["Cache-Control"] = "no-store"
