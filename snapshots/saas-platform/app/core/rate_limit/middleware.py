"""Counts every request before it costs anything, and refuses those that are too many."""

import hashlib
from collections.abc import Callable
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Any

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.errors import TooManyRequestsError, problem_response, problems

from .limiter import Allowance, Limiter

# Whoever watches over the process must not be refused.
_EXEMPT = "/health"
_CREDENTIALS = ("authorization", "x-api-key")
# Who has one IPv6 address has all of its network.
_IPV6_NETWORK_BITS = 64
_STATUS = str(TooManyRequestsError.status.value)


class RateLimitMiddleware:
    """Answers 429 to whoever asks too often, and tells everybody else what they have left."""

    def __init__(self, app: ASGIApp, *, limiter: Limiter) -> None:
        """Stand before this application and count with this limiter."""
        self.app = app
        self.limiter = limiter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or _is_exempt(scope["path"]):
            await self.app(scope, receive, send)
            return
        allowance = await self.limiter.count(_address_of(scope), _credential_of(scope))
        told = _headers(allowance)
        if allowance.is_spent:
            refusal = TooManyRequestsError(retry_after=allowance.resets_in)
            headers = {**(refusal.headers or {}), **told}
            await problem_response(refusal, headers=headers)(scope, receive, send)
            return
        encoded = [(name.encode(), value.encode()) for name, value in told.items()]

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *encoded]
            await send(message)

        await self.app(scope, receive, send_with_headers)


def describe_rate_limit(app: FastAPI) -> None:
    """Say in the OpenAPI description that every counted route may answer 429."""
    derive: Callable[[], dict[str, Any]] = app.openapi
    refused = problems(TooManyRequestsError.status)[TooManyRequestsError.status]

    def describe() -> dict[str, Any]:
        description = derive()
        for path, operations in description["paths"].items():
            if not _is_exempt(path):
                for operation in operations.values():
                    responses = {_STATUS: refused, **operation["responses"]}
                    operation["responses"] = dict(sorted(responses.items()))
        return description

    app.openapi = describe  # type: ignore[method-assign]


def _is_exempt(path: str) -> bool:
    return path == _EXEMPT or path.startswith(f"{_EXEMPT}/")


def _headers(allowance: Allowance) -> dict[str, str]:
    """Write what is left as the IETF draft "RateLimit header fields for HTTP" has it."""
    policy = f'"{allowance.policy}"'
    return {
        "RateLimit-Policy": f"{policy};q={allowance.quota};w={allowance.window}",
        "RateLimit": f"{policy};r={allowance.left};t={allowance.resets_in}",
    }


def _address_of(scope: Scope) -> str:
    """Return whose address the request comes from.

    Behind a proxy this is the proxy, unless uvicorn is told to trust it (`FORWARDED_ALLOW_IPS`).
    """
    host: str = scope["client"][0] if scope.get("client") else "unknown"
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return host
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    network = IPv6Network((int(address), _IPV6_NETWORK_BITS), strict=False)
    return str(network.network_address)


def _credential_of(scope: Scope) -> str | None:
    """Return a name for the credential that the request shows, from which nobody can get it."""
    headers = Headers(scope=scope)
    for name in _CREDENTIALS:
        if shown := headers.get(name):
            return hashlib.sha256(_plain(shown).encode()).hexdigest()[:32]
    return None


def _plain(shown: str) -> str:
    """Write the scheme of a credential in one way: `bearer  x` is `Bearer x`."""
    scheme, blank, rest = shown.partition(" ")
    return f"{scheme.lower()} {rest.strip()}" if blank else shown
