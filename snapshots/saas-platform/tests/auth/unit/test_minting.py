"""Keys cannot be guessed, can be recognised, and are refused unless every character is right."""

import pytest

from app.modules.auth.services.minting import (
    belongs_to,
    fingerprint,
    is_prefix,
    mint,
    prefix_of,
)


def test_a_key_tells_its_prefix_and_belongs_to_its_hash() -> None:
    minted = mint("conduit")

    assert minted.key.startswith(f"{minted.prefix}_")
    assert prefix_of(minted.key) == minted.prefix
    assert is_prefix(minted.prefix)
    assert belongs_to(minted.key, minted.key_hash)


def test_no_two_keys_share_anything_but_the_name_of_the_application() -> None:
    one, other = mint("conduit"), mint("conduit")

    assert one.prefix != other.prefix
    assert not belongs_to(one.key, other.key_hash)


def test_the_hash_does_not_show_the_key() -> None:
    minted = mint("conduit")

    assert minted.key_hash == fingerprint(minted.key)
    assert len(minted.key_hash) == 64
    assert minted.key_hash not in minted.key


@pytest.mark.parametrize(
    ("app_name", "brand"),
    [
        ("saas-platform", "saasplatform"),
        ("My API 2", "myapi2"),
        ("", "key"),
        ("страница", "key"),
        ("a" * 100, "a" * 24),
    ],
)
def test_any_name_of_an_application_makes_a_key_that_fits(app_name: str, brand: str) -> None:
    minted = mint(app_name)

    assert minted.prefix.startswith(f"{brand}_")
    assert prefix_of(minted.key) == minted.prefix
    assert len(minted.prefix) <= 40


def test_a_key_with_one_other_character_is_none() -> None:
    key = mint("conduit").key

    for place in range(len(key)):
        other = "x" if key[place] != "x" else "y"
        assert prefix_of(key[:place] + other + key[place + 1 :]) is None


@pytest.mark.parametrize(
    "garbage",
    ["", "_", "__", "conduit", "\x00", "\ud800", "ключ", "a" * 5_000, "_" * 5_000, "\xff" * 83],
    ids=ascii,
)
def test_a_text_of_another_shape_is_no_key(garbage: str) -> None:
    assert prefix_of(garbage) is None
    assert not is_prefix(garbage)


@pytest.mark.parametrize("around", [" {}", "{} ", "{}\n", "\x00{}", "{}\x00", "{0}{0}"], ids=ascii)
def test_nothing_may_stand_around_a_key(around: str) -> None:
    assert prefix_of(around.format(mint("conduit").key)) is None


def test_a_key_does_not_belong_to_no_hash() -> None:
    assert not belongs_to(mint("conduit").key, None)
