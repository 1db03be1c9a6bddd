"""The routes of auth, and who may use them."""

from fastapi import APIRouter

from app.core.routers import include

from .gateway import AUTHENTICATED, Scope, require
from .routes.v1 import keys, me, users

router = APIRouter()
include(router, me.router, AUTHENTICATED)
include(router, users.router, require(Scope.ADMIN))
include(router, keys.router, require(Scope.ADMIN))
