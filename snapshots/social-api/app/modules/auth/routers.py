"""The routes of auth, and who may use them."""

from fastapi import APIRouter

from app.core.routers import include

from .gateway import AUTHENTICATED
from .routes.v1 import me

router = APIRouter()
include(router, me.router, AUTHENTICATED)
