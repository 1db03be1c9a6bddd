"""Issuing, replacing and revoking keys."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response, status

from app.core.errors import problems
from app.core.schemas import Page

from ...dependencies.services import KeyServiceDep
from ...exceptions import KeyDoesNotExistError, KeyIsOverError, OwnKeyError, UnknownUserError
from ...gateway import CurrentCaller
from ...schemas.filters import KeyFilters
from ...schemas.requests import KeyIssueRequest, KeyRotateRequest
from ...schemas.responses import IssuedKeyResponse, KeyResponse
from ...services.keys import IssuedKey

PREFIX = "/auth/keys"

router = APIRouter(prefix=PREFIX, tags=["auth"])


@router.post("", status_code=status.HTTP_201_CREATED, responses=problems(UnknownUserError.status))
async def issue_key(
    data: KeyIssueRequest, keys: KeyServiceDep, request: Request, response: Response
) -> IssuedKeyResponse:
    """Make a key for a user. The answer is the only one that shows it."""
    return show_once(await keys.issue(data), request, response)


@router.get("")
async def list_keys(
    params: Annotated[KeyFilters, Query()], keys: KeyServiceDep
) -> Page[KeyResponse]:
    """Read a page of the keys that match the filters, those that are over included."""
    found, total = await keys.list(params)
    return Page[KeyResponse](
        items=list(map(KeyResponse.model_validate, found)),
        total=total,
        page=params.page,
        per_page=params.per_page,
    )


@router.get("/{key_id}", responses=problems(KeyDoesNotExistError.status))
async def get_key(key_id: UUID, keys: KeyServiceDep) -> KeyResponse:
    """Read what is known of one key."""
    return KeyResponse.model_validate(await keys.get(key_id))


@router.post(
    "/{key_id}/rotate",
    status_code=status.HTTP_201_CREATED,
    responses=problems(KeyDoesNotExistError.status, KeyIsOverError.status),
)
async def rotate_key(
    key_id: UUID,
    data: KeyRotateRequest,
    keys: KeyServiceDep,
    caller: CurrentCaller,
    request: Request,
    response: Response,
) -> IssuedKeyResponse:
    """Make another key in place of one, which goes on working for a while."""
    return show_once(await keys.rotate(key_id, data, by=caller.key_id), request, response)


@router.post(
    "/{key_id}/revoke",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(KeyDoesNotExistError.status, OwnKeyError.status),
)
async def revoke_key(key_id: UUID, keys: KeyServiceDep, caller: CurrentCaller) -> None:
    """End a key at once."""
    await keys.revoke(key_id, by=caller.key_id)


def show_once(issued: IssuedKey, request: Request, response: Response) -> IssuedKeyResponse:
    """Answer with a key, and keep it out of caches."""
    collection, _, _ = request.url.path.partition(PREFIX)
    response.headers["Location"] = f"{collection}{PREFIX}/{issued.stored.id}"
    response.headers["Cache-Control"] = "no-store"
    about = KeyResponse.model_validate(issued.stored)
    return IssuedKeyResponse(**about.model_dump(), key=issued.key)
