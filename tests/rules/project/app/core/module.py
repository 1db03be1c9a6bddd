"""The manifest of a module."""

from dataclasses import dataclass

from fastapi import APIRouter
from sqlalchemy import MetaData

from app.core.events import Listener


@dataclass(frozen=True, kw_only=True)
class Module:
    """What the kernel has to know of a module."""

    name: str
    schema: str
    metadata: MetaData
    routers: tuple[APIRouter, ...] = ()
    uses: tuple[str, ...] = ()
    listeners: tuple[Listener, ...] = ()
