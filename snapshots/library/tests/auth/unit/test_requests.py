"""Requests are refused at the door, and never show a secret."""

import pytest
from pydantic import BaseModel, ValidationError

from app.modules.auth.schemas.requests import LoginRequest, RegisterRequest

PASSWORD = "correct horse"


def register(email: str = "ada@example.com", password: str = PASSWORD) -> RegisterRequest:
    return RegisterRequest.model_validate({"email": email, "password": password})


def test_an_email_is_kept_in_lower_case() -> None:
    assert register("Ada.Lovelace@Example.COM").email == "ada.lovelace@example.com"


@pytest.mark.parametrize(
    "email",
    [
        "a@b.c",
        "ada+tag@example.co.uk",
        "o'hara@example.test",
        f"{'a' * 64}@example.com",
        "ada@xn--bcher-kva.example",
    ],
)
def test_an_email_of_common_shape_is_accepted(email: str) -> None:
    assert register(email).email == email


@pytest.mark.parametrize(
    "email",
    [
        "",
        "ada",
        "ada@example",
        "@example.com",
        "ada@",
        "ada@-example.com",
        "ada@example..com",
        " ada@example.com",
        "ada@example.com\n",
        "ada@exam\x00ple.com",
        "\ud800@example.com",
        "ada@bücher.example",
        f"{'a' * 65}@example.com",
        f"ada@{'a.' * 125}com",
    ],
)
def test_an_email_of_another_shape_is_refused(email: str) -> None:
    with pytest.raises(ValidationError):
        register(email)


@pytest.mark.parametrize("password", ["", "7 chars", "p" * 129])
def test_a_new_password_has_8_to_128_characters(password: str) -> None:
    with pytest.raises(ValidationError):
        register(password=password)


@pytest.mark.parametrize("password", ["8 chars.", "🐎" * 8, "p" * 128])
def test_a_new_password_may_be_any_text_of_that_length(password: str) -> None:
    assert register(password=password).password.get_secret_value() == password


@pytest.mark.parametrize("model", [RegisterRequest, LoginRequest])
def test_a_password_that_cannot_be_encoded_is_refused(model: type[BaseModel]) -> None:
    with pytest.raises(ValidationError):
        model.model_validate({"email": "ada@example.com", "password": "\ud800" * 8})


def test_a_password_that_is_old_may_be_shorter() -> None:
    request = LoginRequest.model_validate({"email": "ada@example.com", "password": "short"})

    assert request.password.get_secret_value() == "short"


def test_a_request_does_not_show_its_password() -> None:
    assert PASSWORD not in repr(register()) + register().model_dump_json()
