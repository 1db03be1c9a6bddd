"""Those who can hold keys."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response, status

from app.core.errors import problems
from app.core.schemas import Page

from ...dependencies.services import UserServiceDep
from ...exceptions import OwnKeyError, UserAlreadyExistsError, UserDoesNotExistError
from ...gateway import CurrentUser
from ...schemas.filters import UserFilters
from ...schemas.requests import UserCreateRequest, UserUpdateRequest
from ...schemas.responses import UserResponse

router = APIRouter(prefix="/auth/users", tags=["auth"])


@router.post(
    "", status_code=status.HTTP_201_CREATED, responses=problems(UserAlreadyExistsError.status)
)
async def create_user(
    data: UserCreateRequest, users: UserServiceDep, request: Request, response: Response
) -> UserResponse:
    """Make a user, who has no key yet."""
    user = await users.create(data)
    response.headers["Location"] = f"{request.url.path}/{user.id}"
    return UserResponse.model_validate(user)


@router.get("")
async def list_users(
    params: Annotated[UserFilters, Query()], users: UserServiceDep
) -> Page[UserResponse]:
    """Read a page of the users that match the filters."""
    found, total = await users.list(params)
    return Page[UserResponse](
        items=list(map(UserResponse.model_validate, found)),
        total=total,
        page=params.page,
        per_page=params.per_page,
    )


@router.get("/{user_id}", responses=problems(UserDoesNotExistError.status))
async def get_user(user_id: UUID, users: UserServiceDep) -> UserResponse:
    """Read one user."""
    return UserResponse.model_validate(await users.get(user_id))


@router.patch("/{user_id}", responses=problems(UserDoesNotExistError.status, OwnKeyError.status))
async def update_user(
    user_id: UUID, data: UserUpdateRequest, users: UserServiceDep, caller: CurrentUser
) -> UserResponse:
    """Let a user call, or no longer: the keys of one who is not active are refused."""
    return UserResponse.model_validate(await users.update(user_id, data, by=caller.id))
