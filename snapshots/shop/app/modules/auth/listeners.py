"""What follows here from events: mails. An event may come twice, and so may its mail."""

from app.core.config import get_settings
from app.core.db.session import UnitOfWork
from app.core.email.delivery import deliver
from app.core.email.templates import MailTemplates
from app.core.events import Listener

from .config import get_auth_settings
from .dependencies.password_resets import password_resets
from .events import PasswordResetRequested, UserEmailChanged, UserPasswordChanged
from .repositories.users import UserRepository
from .services.throttle import get_process_throttle

_MAILS = MailTemplates(__package__)


async def mail_password_reset(event: PasswordResetRequested, uow: UnitOfWork) -> None:
    """Send the link that sets a new password."""
    issued = await password_resets(uow, get_process_throttle()).issue(event.reset_id)
    if issued is None:
        return
    settings = get_auth_settings()
    await deliver(
        _MAILS.write(
            "password_reset",
            to=issued.email,
            subject=f"{get_settings().app_name}: a new password",
            mail_id=event.event_id,
            link=settings.password_reset_url.replace("{token}", issued.token),
            minutes=settings.password_reset_minutes,
        )
    )


async def mail_password_changed(event: UserPasswordChanged, uow: UnitOfWork) -> None:
    """Tell the user of the new password: somebody else may have set it."""
    user = await UserRepository(uow.session).get(event.user_id)
    if user is None:
        return
    await deliver(
        _MAILS.write(
            "password_changed",
            to=user.email,
            subject=f"{get_settings().app_name}: the password was changed",
            mail_id=event.event_id,
            at=event.occurred_at,
        )
    )


async def mail_email_changed(event: UserEmailChanged, uow: UnitOfWork) -> None:
    """Tell whoever reads the mails of the former e-mail that no more will come."""
    await deliver(
        _MAILS.write(
            "email_changed",
            to=event.former_email,
            subject=f"{get_settings().app_name}: the e-mail was changed",
            mail_id=event.event_id,
            at=event.occurred_at,
        )
    )


LISTENERS = (
    Listener(PasswordResetRequested, mail_password_reset),
    Listener(UserPasswordChanged, mail_password_changed),
    Listener(UserEmailChanged, mail_email_changed),
)
