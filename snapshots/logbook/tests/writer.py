"""The client that may write: without an authentication module, every client may."""

import httpx2
import pytest


@pytest.fixture
async def writer(client: httpx2.AsyncClient) -> httpx2.AsyncClient:
    """Return a client whose writes are accepted."""
    return client
