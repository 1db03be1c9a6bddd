"""The types of e-mails and passwords."""

from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr

# The pattern of an e-mail input in HTML, with a dot required in the domain. It is all that is
# checked: a description that says "an e-mail" and a validator that knows better would disagree.
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL_PATTERN = rf"^[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{_LABEL}(?:\.{_LABEL})+$"

LONGEST_EMAIL = 254

Email = Annotated[
    str,
    Field(max_length=LONGEST_EMAIL, pattern=_EMAIL_PATTERN, examples=["ada@example.com"]),
    AfterValidator(str.lower),
]


def _refuse_surrogates(secret: SecretStr) -> SecretStr:
    """Refuse what JSON can spell but nothing can encode, so that it could not be hashed."""
    try:
        secret.get_secret_value().encode()
    except UnicodeEncodeError:
        raise ValueError("text must be valid Unicode") from None
    return secret


NewPassword = Annotated[
    SecretStr, Field(min_length=8, max_length=128), AfterValidator(_refuse_surrogates)
]
# A rule for new passwords may become stricter; who has an old one must still be let in.
Password = Annotated[
    SecretStr, Field(min_length=1, max_length=128), AfterValidator(_refuse_surrogates)
]
