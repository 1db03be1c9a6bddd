"""A mailbox in the place of the mail server: no test sends a mail to anybody."""

import pytest

from app.core.email import delivery
from app.core.email.message import Mail


class Mailbox:
    """Keeps mails instead of sending them."""

    def __init__(self) -> None:
        """Begin empty."""
        self.mails: list[Mail] = []

    async def send(self, mail: Mail) -> None:
        """Keep a mail."""
        self.mails.append(mail)

    async def open(self) -> list[Mail]:
        """Return the mails there are."""
        return self.mails


@pytest.fixture(autouse=True)
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Mailbox:
    """Give a test the mailbox that everything is sent to."""
    mailbox = Mailbox()
    monkeypatch.setattr(delivery, "get_mailer", lambda: mailbox)
    return mailbox
