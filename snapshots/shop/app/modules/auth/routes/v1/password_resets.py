"""A new password for who has forgotten the old one."""

from fastapi import APIRouter, BackgroundTasks, Request, Response, status

from app.core.db.session import Database
from app.core.errors import problems

from ...dependencies.password_resets import PasswordResetServiceDep, password_resets
from ...dependencies.security import ClientAddressDep
from ...dependencies.services import ThrottleDep
from ...exceptions import InvalidPasswordResetError, TooManyTriesError
from ...schemas.password_resets import ForgotPasswordRequest, ResetPasswordRequest
from ...services.throttle import Throttle
from .auth import PREFIX

arriving = APIRouter(prefix=f"{PREFIX}/password", tags=["auth"])


@arriving.post(
    "/forgot",
    status_code=status.HTTP_202_ACCEPTED,
    response_class=Response,
    responses=problems(TooManyTriesError.status),
)
async def request_password_reset(
    request: ForgotPasswordRequest,
    address: ClientAddressDep,
    throttle: ThrottleDep,
    background: BackgroundTasks,
    connection: Request,
) -> None:
    """Ask for a mail with a link to set a new password; it is sent if the e-mail has an account."""
    throttle.count_visit(address)
    background.add_task(_request_reset, connection.app.state.database, throttle, request.email)


@arriving.post(
    "/reset",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(InvalidPasswordResetError.status, TooManyTriesError.status),
)
async def reset_password(
    request: ResetPasswordRequest, address: ClientAddressDep, resets: PasswordResetServiceDep
) -> None:
    """Set a new password with the token out of the mail; every session of the user ends."""
    await resets.reset(request, address)


async def _request_reset(database: Database, throttle: Throttle, email: str) -> None:
    """Look for the user when the answer is on its way: it cannot tell anything then."""
    async with database.unit_of_work() as uow:
        await password_resets(uow, throttle).request(email)
