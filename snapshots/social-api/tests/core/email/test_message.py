"""A mail goes to one address and has the headers that it should have, whoever chose its texts."""

import pytest

from app.core.email.message import Mail, compose, parse_sender

SENDER = parse_sender("Demo <no-reply@example.com>")


def make_mail(to: str = "ada@example.com", subject: str = "Hello") -> Mail:
    return Mail(to=to, subject=subject, text="text", html="<p>html</p>")


@pytest.mark.parametrize(
    "to",
    [
        "",
        "ada",
        "ada@example.com\r\nBcc: eve@example.com",
        "ada@example.com\nBcc: eve@example.com",
        "ada@example.com, eve@example.com",
        "ada@example.com;eve@example.com",
        "Ada <ada@example.com>",
        "<ada@example.com>",
        "ada@exam\x00ple.com",
        "ada@example.com\x0b",
        "ada@example.com ",
        "ädä@example.com",
        "a" * 5_000 + "@example.com",
    ],
)
def test_what_is_not_one_plain_address_is_refused(to: str) -> None:
    with pytest.raises(ValueError, match="address"):
        make_mail(to=to)


@pytest.mark.parametrize("subject", ["", "Hi\r\nBcc: eve@example.com", "Hi\nthere", "Hi\x00"])
def test_a_subject_that_is_not_one_line_is_refused(subject: str) -> None:
    with pytest.raises(ValueError, match="subject"):
        make_mail(subject=subject)


@pytest.mark.parametrize(
    "sender",
    ["", "demo", "Demo", "a@example.com, b@example.com", "a@example.com\nBcc: b@example.com"],
)
def test_a_sender_that_is_not_one_address_is_refused(sender: str) -> None:
    with pytest.raises(ValueError, match="sender"):
        parse_sender(sender)


def test_a_long_subject_and_long_lines_fit_the_wire() -> None:
    mail = Mail(to="ada@example.com", subject="ä" * 2_000, text="ö" * 5_000, html="x" * 5_000)

    wire = compose(mail, SENDER).as_bytes()

    assert max(map(len, wire.splitlines())) < 999
