"""Scopes: how they are stored, and which ones include others."""

import pytest

from app.core.ids import new_id
from app.modules.auth.gateway import CallerDTO, Scope
from app.modules.auth.scopes import join_scopes, split_scopes
from tests.factories.auth import make_user


def caller(*scopes: Scope) -> CallerDTO:
    return CallerDTO(user=make_user(), key_id=new_id(), scopes=frozenset(scopes))


def test_scopes_come_back_as_they_were_stored() -> None:
    assert split_scopes(join_scopes(Scope)) == sorted(Scope)


def test_scopes_are_stored_sorted_and_once() -> None:
    assert join_scopes([Scope.WRITE, Scope.READ, Scope.WRITE]) == "read write"


def test_all_scopes_together_fit_the_column() -> None:
    assert len(join_scopes(Scope)) <= 255


def test_a_scope_that_is_no_more_gives_nothing() -> None:
    assert split_scopes("reports:write read") == [Scope.READ]
    assert split_scopes("") == []


@pytest.mark.parametrize("scope", Scope)
def test_a_scope_is_good_for_itself_and_admin_for_all(scope: Scope) -> None:
    assert caller(scope).may(scope)
    assert caller(Scope.ADMIN).may(scope)


@pytest.mark.parametrize("scope", set(Scope) - {Scope.ADMIN})
def test_a_scope_is_good_for_no_other(scope: Scope) -> None:
    assert [each for each in Scope if caller(scope).may(each)] == [scope]
