"""The issuer over HTTP: its discovery document, which leads to its keys."""

import asyncio
from typing import Any
from urllib.parse import urlsplit

import httpx2

from .key_set import KeySet, KeySetError, parse_key_set

_DISCOVERY = "/.well-known/openid-configuration"
_LARGEST_ANSWER = 512 * 1024


class Issuer:
    """Fetches what an issuer publishes (OpenID Connect Discovery 1.0)."""

    def __init__(self, url: str, *, timeout_seconds: float = 5) -> None:
        """Ask the issuer at this URL, and wait no longer than this for all that it has to say."""
        self._url = url
        self._timeout = timeout_seconds

    async def fetch_keys(self) -> KeySet:
        """Return the keys that the issuer signs with now; raise `KeySetError` if it does not say.

        A client for each time: it is needed once an hour, and holds nothing open in between.
        """
        try:
            async with (
                asyncio.timeout(self._timeout),
                httpx2.AsyncClient(timeout=self._timeout) as client,
            ):
                return await self._fetch(client)
        except TimeoutError as error:
            raise KeySetError(f"{self._url} takes longer than {self._timeout} s") from error

    async def _fetch(self, client: httpx2.AsyncClient) -> KeySet:
        discovered = await _get(client, self._url.rstrip("/") + _DISCOVERY)
        keys_url = discovered.get("jwks_uri")
        # Section 4.3: another name in there would be that of another issuer.
        if discovered.get("issuer") != self._url or not isinstance(keys_url, str):
            raise KeySetError(f"its discovery document is not that of {self._url}")
        if urlsplit(keys_url).scheme not in {"https", urlsplit(self._url).scheme}:
            raise KeySetError("its keys are not at an https URL")
        return parse_key_set(await _get(client, keys_url))


async def _get(client: httpx2.AsyncClient, url: str) -> dict[str, Any]:
    try:
        async with client.stream("GET", url, headers={"Accept": "application/json"}) as answer:
            answer.raise_for_status()
            body = bytearray()
            async for chunk in answer.aiter_bytes():
                body += chunk
                if len(body) > _LARGEST_ANSWER:
                    raise KeySetError(f"{url} answers without an end")
            document = httpx2.Response(200, content=bytes(body)).json()
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError, RecursionError) as error:
        raise KeySetError(f"{url}: {type(error).__name__} {error}") from error
    if not isinstance(document, dict):
        raise KeySetError(f"{url} answers with no JSON object")
    return document
