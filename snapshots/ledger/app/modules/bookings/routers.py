"""The routes of bookings, and who may use them."""

from fastapi import APIRouter

from app.core.routers import PUBLIC, include

from .routes.v1.bookings import reading, writing

READS = PUBLIC
WRITES = PUBLIC

router = APIRouter()
include(router, reading, READS)
include(router, writing, WRITES)
