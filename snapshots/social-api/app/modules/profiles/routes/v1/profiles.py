"""The routes of profiles; `routers.py` says who may use them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.core.errors import problems
from app.core.schemas import Page

from ...dependencies.services import ProfileServiceDep
from ...schemas.filters import ProfileFilters
from ...schemas.requests import ProfileCreate, ProfileUpdate
from ...schemas.responses import ProfileResponse

reading = APIRouter(prefix="/profiles", tags=["profiles"])
writing = APIRouter(prefix="/profiles", tags=["profiles"])


@writing.post("", status_code=201, responses=problems(409))
async def create_profile(
    data: ProfileCreate, service: ProfileServiceDep, request: Request, response: Response
) -> ProfileResponse:
    """Create a new profile."""
    entity = await service.create(data)
    response.headers["Location"] = f"{request.url.path}/{entity.id}"
    return ProfileResponse.model_validate(entity)


@reading.get("/{profile_id}", responses=problems(404))
async def get_profile(profile_id: UUID, service: ProfileServiceDep) -> ProfileResponse:
    """Read one profile."""
    entity = await service.get(profile_id)
    return ProfileResponse.model_validate(entity)


@reading.get("")
async def list_profiles(
    params: Annotated[ProfileFilters, Query()], service: ProfileServiceDep
) -> Page[ProfileResponse]:
    """Read a page of the profiles that match the filters."""
    entities, total = await service.list(params)
    return Page[ProfileResponse](
        items=list(map(ProfileResponse.model_validate, entities)),
        total=total,
        page=params.page,
        per_page=params.per_page,
    )


@writing.patch("/{profile_id}", responses=problems(404, 409))
async def update_profile(
    profile_id: UUID, data: ProfileUpdate, service: ProfileServiceDep
) -> ProfileResponse:
    """Change what is given of one profile."""
    entity = await service.update(profile_id, data)
    return ProfileResponse.model_validate(entity)


@writing.delete("/{profile_id}", status_code=204, responses=problems(404))
async def delete_profile(profile_id: UUID, service: ProfileServiceDep) -> None:
    """Delete one profile."""
    await service.delete(profile_id)
