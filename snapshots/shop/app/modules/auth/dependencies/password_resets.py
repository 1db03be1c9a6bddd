"""The service of password resets: in the unit of work of a request, or of a listener."""

from typing import Annotated

from fastapi import Depends

from app.core.db.session import UnitOfWork, UnitOfWorkDep

from ..config import get_auth_settings
from ..repositories.password_resets import PasswordResetRepository
from ..repositories.users import UserRepository
from ..services.password_resets import PasswordResetService
from ..services.passwords import get_password_hasher
from ..services.throttle import Throttle
from .services import ThrottleDep


def password_resets(uow: UnitOfWork, throttle: Throttle) -> PasswordResetService:
    """Return the service that works in this unit of work."""
    return PasswordResetService(
        uow,
        users=UserRepository(uow.session),
        resets=PasswordResetRepository(uow.session),
        hasher=get_password_hasher(),
        throttle=throttle,
        settings=get_auth_settings(),
    )


async def get_password_reset_service(
    uow: UnitOfWorkDep, throttle: ThrottleDep
) -> PasswordResetService:
    """Give a route what sets forgotten passwords anew."""
    return password_resets(uow, throttle)


PasswordResetServiceDep = Annotated[PasswordResetService, Depends(get_password_reset_service)]
