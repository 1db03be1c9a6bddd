"""The routes of billings, and who may use them."""

from fastapi import APIRouter

from app.core.routers import PUBLIC, include
from app.modules.auth.gateway import Scope, require

from .routes.v1.billing import reading, writing

READS = PUBLIC
WRITES = require(Scope.WRITE)

router = APIRouter()
include(router, reading, READS)
include(router, writing, WRITES)
