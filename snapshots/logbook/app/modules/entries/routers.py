"""The routes of entries, and who may use them."""

from fastapi import APIRouter

from app.core.routers import PUBLIC, include

from .routes.v1.entries import reading, writing

READS = PUBLIC
WRITES = PUBLIC

router = APIRouter()
include(router, reading, READS)
include(router, writing, WRITES)
