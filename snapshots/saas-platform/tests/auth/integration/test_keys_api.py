"""Issuing, replacing and revoking keys, and the users who hold them, over HTTP."""

from collections.abc import AsyncGenerator
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient

from app.core.ids import new_id
from tests.writer import KeyHolder

pytestmark = pytest.mark.integration

KEYS = "/api/v1/auth/keys"
USERS = "/api/v1/auth/users"
ME = "/api/v1/auth/me"


@pytest.fixture
async def office(app: FastAPI, admin: KeyHolder) -> AsyncGenerator[AsyncClient]:
    """Give a client whose requests carry the key of an administrator."""
    transport = ASGITransport(app=app)
    async with AsyncClient(
        transport=transport, base_url="http://test", headers=admin.headers
    ) as client:
        yield client


async def make_user(office: AsyncClient, name: str = "exporter") -> str:
    answer = await office.post(USERS, json={"name": name})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def issue(office: AsyncClient, **changes: Any) -> dict[str, Any]:
    user_id = changes.pop("user_id", None) or await make_user(office, new_id().hex)
    body = {"user_id": user_id, "name": "nightly", "scopes": ["write"], **changes}
    answer = await office.post(KEYS, json=body)
    assert answer.status_code == 201, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    issued: dict[str, Any] = answer.json()
    return issued


async def status_of(client: AsyncClient, key: str) -> int:
    return (await client.get(ME, headers={"X-API-Key": key})).status_code


async def test_a_key_is_issued_for_a_user_and_works(
    office: AsyncClient, client: AsyncClient
) -> None:
    user_id = await make_user(office)

    issued = await issue(office, user_id=user_id, scopes=["read", "write"], days=30)

    found = await client.get(ME, headers={"X-API-Key": issued["key"]})
    assert found.json()["user"] == {"id": user_id, "name": "exporter", "is_active": True}
    assert sorted(found.json()["scopes"]) == ["read", "write"]


async def test_a_key_is_shown_once(office: AsyncClient) -> None:
    issued = await issue(office)

    found = await office.get(f"{KEYS}/{issued['id']}")
    listed = await office.get(KEYS)

    assert found.json() == {name: value for name, value in issued.items() if name != "key"}
    assert issued["key"] not in found.text + listed.text
    assert issued["key"].startswith(issued["prefix"])


async def test_the_location_of_a_new_key_leads_to_it(office: AsyncClient) -> None:
    user_id = await make_user(office)
    body = {"user_id": user_id, "name": "nightly", "scopes": ["read"]}

    issued = await office.post(KEYS, json=body)
    rotated = await office.post(f"{KEYS}/{issued.json()['id']}/rotate", json={})

    for answer in (issued, rotated):
        found = await office.get(answer.headers["Location"])
        assert found.json()["id"] == answer.json()["id"]


async def test_nobody_gets_no_key(office: AsyncClient) -> None:
    body = {"user_id": str(new_id()), "name": "nightly", "scopes": ["read"]}

    answer = await office.post(KEYS, json=body)

    assert answer.status_code == 409
    assert answer.json()["code"] == "AUTH_UNKNOWN_USER"


async def test_a_replaced_key_works_beside_its_replacement(
    office: AsyncClient, client: AsyncClient
) -> None:
    old = await issue(office)

    answer = await office.post(f"{KEYS}/{old['id']}/rotate", json={"hours": 1})

    assert answer.status_code == 201
    assert answer.headers["Cache-Control"] == "no-store"
    assert await status_of(client, old["key"]) == 200
    assert await status_of(client, answer.json()["key"]) == 200


async def test_a_key_can_be_replaced_without_an_overlap(
    office: AsyncClient, client: AsyncClient
) -> None:
    old = await issue(office)

    answer = await office.post(f"{KEYS}/{old['id']}/rotate", json={"hours": 0})

    assert await status_of(client, old["key"]) == 401
    assert await status_of(client, answer.json()["key"]) == 200


async def test_a_key_is_replaced_once(office: AsyncClient) -> None:
    old = await issue(office)
    await office.post(f"{KEYS}/{old['id']}/rotate", json={})

    answer = await office.post(f"{KEYS}/{old['id']}/rotate", json={})

    assert answer.status_code == 409
    assert answer.json()["code"] == "AUTH_KEY_OVER"


async def test_a_revoked_key_ends_at_once_and_no_other(
    office: AsyncClient, client: AsyncClient
) -> None:
    user_id = await make_user(office)
    revoked, kept = await issue(office, user_id=user_id), await issue(office, user_id=user_id)

    answer = await office.post(f"{KEYS}/{revoked['id']}/revoke")
    again = await office.post(f"{KEYS}/{revoked['id']}/revoke")

    assert answer.status_code == again.status_code == 204
    assert await status_of(client, revoked["key"]) == 401
    assert await status_of(client, kept["key"]) == 200
    found = await office.get(f"{KEYS}/{revoked['id']}")
    assert found.json()["revoked_at"] is not None


async def test_both_keys_of_an_overlap_can_be_revoked(
    office: AsyncClient, client: AsyncClient
) -> None:
    old = await issue(office)
    await office.post(f"{KEYS}/{old['id']}/rotate", json={"hours": 1})

    await office.post(f"{KEYS}/{old['id']}/revoke")

    assert await status_of(client, old["key"]) == 401


async def test_a_request_cannot_end_the_key_that_it_was_sent_with(
    office: AsyncClient, admin: KeyHolder
) -> None:
    key, user = f"{KEYS}/{admin.key_id}", f"{USERS}/{admin.user_id}"

    answers = [
        await office.post(f"{key}/revoke"),
        await office.post(f"{key}/rotate", json={"hours": 0}),
        await office.patch(user, json={"is_active": False}),
    ]

    assert [answer.status_code for answer in answers] == [409, 409, 409]
    assert {answer.json()["code"] for answer in answers} == {"AUTH_OWN_KEY"}
    assert await status_of(office, admin.key) == 200


async def test_a_key_can_be_replaced_by_a_request_that_it_was_sent_with(
    office: AsyncClient, client: AsyncClient, admin: KeyHolder
) -> None:
    answer = await office.post(f"{KEYS}/{admin.key_id}/rotate", json={})

    assert answer.status_code == 201
    assert await status_of(client, admin.key) == 200
    assert await status_of(client, answer.json()["key"]) == 200


async def test_keys_are_listed_by_user(office: AsyncClient) -> None:
    user_id = await make_user(office)
    mine = [(await issue(office, user_id=user_id))["id"] for _ in range(2)]
    await issue(office)

    answer = await office.get(KEYS, params={"user_id": user_id, "sort": "created_at"})

    assert [key["id"] for key in answer.json()["items"]] == mine
    assert answer.json()["total"] == 2


@pytest.mark.parametrize(
    ("method", "path"), [("GET", ""), ("POST", "/rotate"), ("POST", "/revoke")]
)
async def test_an_unknown_key_is_not_found(office: AsyncClient, method: str, path: str) -> None:
    answer = await office.request(method, f"{KEYS}/{new_id()}{path}", json={})

    assert answer.status_code == 404
    assert answer.json()["code"] == "AUTH_KEY_NOT_FOUND"


async def test_users_are_made_found_and_listed(office: AsyncClient) -> None:
    made = await office.post(USERS, json={"name": "exporter"})
    found = await office.get(made.headers["Location"])
    listed = await office.get(USERS, params={"name": "exporter"})

    assert made.status_code == 201
    assert found.json() == made.json()
    assert listed.json()["items"] == [made.json()]


async def test_a_name_belongs_to_one_user(office: AsyncClient) -> None:
    await make_user(office, "exporter")

    answer = await office.post(USERS, json={"name": "exporter"})

    assert answer.status_code == 409
    assert answer.json()["code"] == "AUTH_USER_ALREADY_EXISTS"


async def test_all_keys_of_a_user_can_be_shut_out_and_let_in_again(
    office: AsyncClient, client: AsyncClient
) -> None:
    user_id = await make_user(office)
    key = (await issue(office, user_id=user_id))["key"]

    await office.patch(f"{USERS}/{user_id}", json={"is_active": False})
    shut_out = await status_of(client, key)
    unchanged = await office.patch(f"{USERS}/{user_id}", json={})
    await office.patch(f"{USERS}/{user_id}", json={"is_active": True})

    assert shut_out == 401
    assert unchanged.json()["is_active"] is False
    assert await status_of(client, key) == 200


@pytest.mark.parametrize("method", ["GET", "PATCH"])
async def test_an_unknown_user_is_not_found(office: AsyncClient, method: str) -> None:
    answer = await office.request(method, f"{USERS}/{new_id()}", json={})

    assert answer.status_code == 404
    assert answer.json()["code"] == "AUTH_USER_NOT_FOUND"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", KEYS),
        ("POST", KEYS),
        ("GET", f"{KEYS}/{new_id()}"),
        ("POST", f"{KEYS}/{new_id()}/rotate"),
        ("POST", f"{KEYS}/{new_id()}/revoke"),
        ("GET", USERS),
        ("POST", USERS),
        ("GET", f"{USERS}/{new_id()}"),
        ("PATCH", f"{USERS}/{new_id()}"),
    ],
)
async def test_only_an_administrator_may_do_any_of_this(
    client: AsyncClient, key_holder: KeyHolder, method: str, path: str
) -> None:
    stranger = await client.request(method, path, json={})
    writer = await client.request(method, path, json={}, headers=key_holder.headers)

    assert stranger.status_code == 401
    assert writer.status_code == 403
    assert writer.json()["code"] == "AUTH_SCOPE_MISSING"
