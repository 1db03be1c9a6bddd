"""The routes of billing."""

from .routes.v1.invoices import router

ROUTERS = (router,)
