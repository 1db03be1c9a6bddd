"""The routes of auth, and who may use them."""

from fastapi import APIRouter

from app.core.routers import PUBLIC, include

from .gateway import AUTHENTICATED
from .routes.v1 import auth

router = APIRouter()
include(router, auth.arriving, PUBLIC)
include(router, auth.signed_in, AUTHENTICATED)
