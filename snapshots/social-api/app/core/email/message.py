"""A mail, and what becomes of it on the wire. What could break a header is refused here."""

import re
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import getaddresses, localtime
from uuid import UUID

from app.core.ids import new_id

# One plain address, no list and no name: whoever writes to one person must not reach others.
_ADDRESS = re.compile(r"""[^\s@<>()\[\],;:\\"]{1,64}@[^\s@<>()\[\],;:\\"]{1,255}""", re.ASCII)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to one address, in plain text and in HTML.

    A mail that is sent again under the same id is the same mail to whoever receives it.
    """

    to: str
    subject: str
    text: str
    html: str
    id: UUID = field(default_factory=new_id)

    def __post_init__(self) -> None:
        """Refuse what would be more than one address, or more than one header."""
        if not (self.to.isascii() and self.to.isprintable() and _ADDRESS.fullmatch(self.to)):
            raise ValueError("a mail goes to one plain address")
        if not (self.subject and self.subject.isprintable()):
            raise ValueError("the subject of a mail is one line of printable text")


def parse_sender(sender: str) -> Address:
    """Return the one address of `ada@example.com` or `Ada <ada@example.com>`."""
    addresses = getaddresses([sender])
    name, address = addresses[0] if len(addresses) == 1 else ("", "")
    if not (sender.isprintable() and address.isascii() and _ADDRESS.fullmatch(address)):
        raise ValueError("the sender of a mail is one address, with a name or without")
    return Address(name, addr_spec=address)


def compose(mail: Mail, sender: Address) -> EmailMessage:
    """Return the mail as it goes over the wire: text for those who want it, HTML for the others."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = Address(addr_spec=mail.to)
    message["Subject"] = mail.subject
    message["Date"] = localtime()
    message["Message-ID"] = f"<{mail.id}@{sender.domain}>"
    # Nobody's absence note answers to this (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message
