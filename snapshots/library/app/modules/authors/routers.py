"""The routes of authors, and who may use them."""

from fastapi import APIRouter

from app.core.routers import PUBLIC, include
from app.modules.auth.gateway import AUTHENTICATED

from .routes.v1.authors import reading, writing

READS = PUBLIC
WRITES = AUTHENTICATED

router = APIRouter()
include(router, reading, READS)
include(router, writing, WRITES)
